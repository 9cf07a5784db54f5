//! What happens once two people have agreed.

use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_domain::contracts::{CloseOutOutcome, CloseOutStep, CriticalityOverride};
use kakuzuke_store::{Approval, Dedupe, Lease, NewCloseOut, NewContract, NewJob, StoreError, Work};
use serde_json::json;

use super::content::{CriticalityContent, WaiverContent, file, read};
use crate::Services;
use crate::errors::{Result, ServicesError};

/// The job that grades everyone by the scheme in force.
pub(crate) const REGRADE_JOB: &str = "regrade";

/// Carries out what was approved, in the transaction of the approval: both happen or neither.
pub(super) async fn carry_out(work: &mut Work, approval: &Approval) -> Result<()> {
    let current = approval.current().ok_or_else(|| ServicesError::Damaged(format!("approvals/{}", approval.id)))?;
    match approval.kind {
        ApprovalKind::PublishScheme => {
            let sha256 = work.publish_scheme(&file(&current.content)?).await?;
            work.seal(&format!("scheme:{sha256}"), json!({"approval": approval.id})).await?;
            let dedupe = Dedupe::WhilePending("all".to_owned());
            work.enqueue(NewJob { dedupe, ..NewJob::new(REGRADE_JOB, sha256) }).await?;
        }
        ApprovalKind::OverrideCriticality => override_criticality(work, approval, read(&current.content)?).await?,
        ApprovalKind::WaiveErasure => waive_erasure(work, approval, read(&current.content)?).await?,
        ApprovalKind::PublishClauses => {
            let sha256 = work.publish_clauses(&file(&current.content)?).await?;
            work.seal(&format!("clauses:{sha256}"), json!({"approval": approval.id})).await?;
        }
    }
    Ok(())
}

/// What the rule tells of a contract gives way in its present terms and in those that are still to come.
async fn override_criticality(work: &mut Work, approval: &Approval, content: CriticalityContent) -> Result<()> {
    let today = work.today();
    let terms = work.contract_terms(content.contract).await?;
    let concerned: Vec<_> = terms.into_iter().filter(|terms| terms.terms_to.is_none_or(|to| to >= today)).collect();
    if concerned.is_empty() {
        return Err(StoreError::Conflict { code: "contract_withdrawn" }.into());
    }
    let seqs: Vec<i64> = concerned.iter().map(|terms| terms.seq).collect();
    let mut replacements = Vec::new();
    for terms in concerned {
        let mut attributes = terms.attributes()?;
        attributes.criticality_override = content.critical.map(|critical| CriticalityOverride {
            critical,
            reason: content.reason.clone(),
            approval: approval.id,
        });
        replacements.push(NewContract { attributes: attributes.to_json(), ..terms.into() });
    }
    work.end_contracts(&seqs, &content.reason).await?;
    work.add_contracts(replacements).await?;
    work.seal(&format!("contract:{}", content.contract), json!({"approval": approval.id})).await?;
    Ok(())
}

async fn waive_erasure(work: &mut Work, approval: &Approval, content: WaiverContent) -> Result<()> {
    if work.contract_terms(content.contract).await?.is_empty() {
        return Err(StoreError::Conflict { code: "contract_withdrawn" }.into());
    }
    let step = NewCloseOut {
        contract_id: content.contract,
        step: CloseOutStep::ErasureCertificate,
        outcome: CloseOutOutcome::Waived,
        done_on: None,
        evidence: content.reason.clone(),
        approval: Some(approval.id),
    };
    work.record_close_out(step, &content.reason).await?;
    work.seal(&format!("contract:{}", content.contract), json!({"approval": approval.id})).await?;
    Ok(())
}

impl Services {
    /// Grades everyone by the scheme in force.
    pub(crate) async fn regrade(&self, lease: &Lease) -> Result<()> {
        self.store().reload_scheme().await?;
        let regraded = self.store().regrade_all(&|_, _| {}).await?;
        tracing::info!(changed = regraded.changed, "grades follow the scheme");
        Ok(self.store().finish_job(lease).await?)
    }
}
