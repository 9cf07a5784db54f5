//! The steps of a proposal. Each is one transaction: what the rule says, the ledger's entry, the notices and the effect.

use std::collections::BTreeSet;

use kakuzuke_domain::accounts::{Action, Actor as Person, Decision, Resource, Role, may};
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState, Hash, Step, content_hash};
use kakuzuke_domain::notices::NoticeKind;
use kakuzuke_store::{Actor, Approval, NewApproval, NewNotice, StoreError, Taken, Work};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Content;
use super::content::{contract_of, file, file_sha256};
use super::effect::carry_out;
use crate::Services;
use crate::errors::{Result, ServicesError};

/// What a second person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It shall be so.
    Approve,
    /// It shall not.
    Reject,
}

/// The account of a person who may do this with what a proposal of this kind, and of this buyer, is about.
fn allowed(person: &Person, action: Action, kind: ApprovalKind, buyer: Option<Uuid>) -> Result<Uuid> {
    let (what, owner) = kind.concerns(buyer);
    match (may(person, action, &Resource::new(what, owner)), person.account) {
        (Decision::Allowed, Some(account)) => Ok(account),
        (decision, _) => Err(ServicesError::Denied(decision)),
    }
}

fn hash(sha256: &str) -> Result<Hash> {
    let mut hash = Hash::default();
    hex::decode_to_slice(sha256, &mut hash).map_err(|_| ServicesError::refused("approval_changed"))?;
    Ok(hash)
}

impl Services {
    /// Proposes something. Whoever may decide is told. Answers the proposal's id.
    ///
    /// # Errors
    /// Denied without the role; `scheme_published` if that scheme is there already.
    pub async fn propose(&self, person: &Person, content: Content) -> Result<Uuid> {
        let by = allowed(person, Action::Propose, content.kind, content.buyer)?;
        self.possible(&content).await?;
        let mut work = self.store().begin(&Actor::account(by), "approvals.propose").await?;
        let new = NewApproval {
            kind: content.kind,
            buyer: content.buyer,
            title: content.title,
            content: content.canonical,
            by,
        };
        let id = work.add_approval(new).await?;
        let approval = found(&work, id).await?;
        tell_deciders(&mut work, &approval, 1).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Changes what is proposed. What was agreed to before is void, and those it concerns are told.
    ///
    /// # Errors
    /// Denied without the role; the rule's refusal.
    pub async fn revise(&self, person: &Person, id: Uuid, content: Content) -> Result<()> {
        let mut work = self.begin_step(person, "approvals.revise").await?;
        let approval = found(&work, id).await?;
        let by = allowed(person, Action::Propose, approval.kind, approval.buyer)?;
        if (content.kind, content.buyer) != (approval.kind, approval.buyer) {
            return Err(ServicesError::refused("approval_content").with("detail", content.kind.as_str()));
        }
        let mut case = approval.case.clone();
        let agreed = case.agreed().clone();
        case.take(Step::Revise { by, hash: content_hash(&content.canonical) }).map_err(refused)?;
        let revision = Some((content.title, content.canonical));
        work.take_step(&approval, Taken { step: "revise", by, reason: None, revision, given_to: None, case }).await?;
        let approval = found(&work, id).await?;
        let version = approval.current().map_or(1, |current| current.version);
        let mut concerned: BTreeSet<Uuid> = approval.case.authors().union(&agreed).copied().collect();
        concerned.remove(&by);
        tell(&mut work, &approval, NoticeKind::ApprovalVoided, concerned, &version.to_string(), Map::new()).await?;
        tell_deciders(&mut work, &approval, version).await?;
        work.commit().await?;
        Ok(())
    }

    /// Approves or rejects what the person has read, known by its SHA-256. Once enough have approved, it is carried out in the
    /// same transaction.
    ///
    /// # Errors
    /// Denied without the role; the rule's refusal; what keeps it from being carried out.
    pub async fn decide_approval(
        &self,
        person: &Person,
        id: Uuid,
        seen_sha256: &str,
        verdict: Verdict,
        reason: Option<String>,
    ) -> Result<()> {
        let seen = hash(seen_sha256)?;
        let command = match verdict {
            Verdict::Approve => "approvals.approve",
            Verdict::Reject => "approvals.reject",
        };
        let mut work = self.begin_step(person, command).await?;
        let approval = found(&work, id).await?;
        let by = allowed(person, approval.kind.decided_by(), approval.kind, approval.buyer)?;
        let mut case = approval.case.clone();
        let (step, word) = match verdict {
            Verdict::Approve => (Step::Approve { by, seen }, "approve"),
            Verdict::Reject => (Step::Reject { by, seen }, "reject"),
        };
        case.take(step).map_err(refused)?;
        let state = case.state();
        work.take_step(&approval, Taken { step: word, by, reason, revision: None, given_to: None, case }).await?;
        if state == ApprovalState::Effective {
            carry_out(&mut work, &approval).await?;
        }
        if state != ApprovalState::Waiting {
            let decision = if state == ApprovalState::Effective { "approved" } else { "rejected" };
            let more = map(json!({ "decision": decision }));
            let authors = approval.case.authors().clone();
            tell(&mut work, &approval, NoticeKind::ApprovalDecided, authors, decision, more).await?;
        }
        work.commit().await?;
        Ok(())
    }

    /// Takes a proposal back.
    ///
    /// # Errors
    /// Denied without the role; the rule's refusal.
    pub async fn withdraw_approval(&self, person: &Person, id: Uuid) -> Result<()> {
        let mut work = self.begin_step(person, "approvals.withdraw").await?;
        let approval = found(&work, id).await?;
        let by = allowed(person, Action::Propose, approval.kind, approval.buyer)?;
        let mut case = approval.case.clone();
        case.take(Step::Withdraw { by }).map_err(refused)?;
        work.take_step(&approval, Taken { step: "withdraw", by, reason: None, revision: None, given_to: None, case })
            .await?;
        work.commit().await?;
        Ok(())
    }

    /// Whether what is proposed could be carried out now.
    async fn possible(&self, content: &Content) -> Result<()> {
        match content.kind {
            ApprovalKind::PublishScheme => match self.store().scheme_by_sha(&file_sha256(&content.canonical)?).await? {
                Some(_) => Err(StoreError::Conflict { code: "scheme_published" }.into()),
                None => Ok(()),
            },
            ApprovalKind::PublishClauses => {
                let mut work = self.store().begin(&Actor::system(), "approvals.try").await?;
                let possible = work.publish_clauses(&file(&content.canonical)?).await;
                work.roll_back().await?;
                Ok(possible.map(drop)?)
            }
            ApprovalKind::OverrideCriticality | ApprovalKind::WaiveErasure => self.not_waiting_yet(content).await,
        }
    }

    /// One proposal of a kind about one contract at a time.
    async fn not_waiting_yet(&self, content: &Content) -> Result<()> {
        let Some(buyer) = content.buyer else { return Err(ServicesError::Denied(Decision::Hidden)) };
        match self.store().waiting_approval(content.kind, buyer, contract_of(&content.canonical)?).await? {
            Some(_) => Err(StoreError::Conflict { code: "proposal_waits" }.into()),
            None => Ok(()),
        }
    }

    /// Begins a step. From here on nobody else can take one.
    async fn begin_step(&self, person: &Person, command: &str) -> Result<Work> {
        let by = person.account.ok_or(ServicesError::Denied(Decision::Unknown))?;
        Ok(self.store().begin(&Actor::account(by), command).await?)
    }
}

fn refused(refusal: kakuzuke_domain::approvals::Refusal) -> ServicesError {
    ServicesError::refused(refusal.as_str())
}

async fn found(work: &Work, id: Uuid) -> Result<Approval> {
    work.approval(id).await?.ok_or(ServicesError::Denied(Decision::Hidden))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Everyone who may decide, except those who wrote any of it.
async fn tell_deciders(work: &mut Work, approval: &Approval, version: i64) -> Result<()> {
    let holders = match approval.kind {
        ApprovalKind::PublishScheme | ApprovalKind::PublishClauses => work.council(Role::Secretariat).await?,
        ApprovalKind::OverrideCriticality | ApprovalKind::WaiveErasure => {
            work.officers(approval.buyer.unwrap_or_default(), &[Role::Procurement, Role::Security]).await?
        }
    };
    let authors = approval.case.authors();
    let deciders = holders.into_iter().filter(|holder| !authors.contains(holder)).collect();
    tell(work, approval, NoticeKind::ApprovalWaits, deciders, &version.to_string(), Map::new()).await
}

async fn tell(
    work: &mut Work,
    approval: &Approval,
    kind: NoticeKind,
    people: BTreeSet<Uuid>,
    key: &str,
    more: Map<String, Value>,
) -> Result<()> {
    let mut arguments = map(json!({"approval": approval.kind.as_str(), "title": approval.title}));
    arguments.extend(more);
    let notices = people.into_iter().map(|account| NewNotice {
        account,
        kind,
        arguments: arguments.clone(),
        href: format!("/approvals/{}", approval.id),
        key: format!("{}:{}:{key}", kind.as_str(), approval.id),
    });
    let notices = notices.collect();
    work.notify(notices).await?;
    Ok(())
}
