//! What happens once two people have agreed.

use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_store::{Approval, Dedupe, Lease, NewJob, Work};
use serde_json::json;

use super::content::scheme_file;
use crate::Services;
use crate::errors::{Result, ServicesError};

/// The job that grades everyone by the scheme in force.
pub(crate) const REGRADE_JOB: &str = "regrade";

/// Carries out what was approved, in the transaction of the approval: both happen or neither.
pub(super) async fn carry_out(work: &mut Work, approval: &Approval) -> Result<()> {
    let current = approval.current().ok_or_else(|| ServicesError::Damaged(format!("approvals/{}", approval.id)))?;
    match approval.kind {
        ApprovalKind::PublishScheme => {
            let sha256 = work.publish_scheme(&scheme_file(&current.content)?).await?;
            work.seal(&format!("scheme:{sha256}"), json!({"approval": approval.id})).await?;
            let dedupe = Dedupe::WhilePending("all".to_owned());
            work.enqueue(NewJob { dedupe, ..NewJob::new(REGRADE_JOB, sha256) }).await?;
        }
    }
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
