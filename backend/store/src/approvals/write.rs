//! Proposing, and taking steps. The writer holds the ledger's head, so that two people at once come one after the other.

use kakuzuke_domain::accounts::Audience;
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState, Case, content_hash};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Approval;
use crate::database::{Params, exec};
use crate::{Result, StoreError, Work};

/// Something to be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApproval {
    /// What.
    pub kind: ApprovalKind,
    /// Whose it is; none for the council's.
    pub buyer: Option<Uuid>,
    /// Its name for lists.
    pub title: String,
    /// The content as canonical JSON.
    pub content: String,
    /// Who proposes it.
    pub by: Uuid,
}

/// A step that the rule has allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// `revise`, `approve`, `reject`, `withdraw` or `hand_over`.
    pub step: &'static str,
    /// Who.
    pub by: Uuid,
    /// Why.
    pub reason: Option<String>,
    /// For `revise`: the new title and content.
    pub revision: Option<(String, String)>,
    /// For `hand_over`: whose it is from now on.
    pub given_to: Option<Uuid>,
    /// Where the proposal stands after it.
    pub case: Case,
}

/// A step as it is stored.
struct StepRow {
    step: &'static str,
    by: Uuid,
    version: i64,
    reason: Option<String>,
    given_to: Option<Uuid>,
}

impl Work {
    /// Records a proposal and seals it. Answers its id.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_approval(&mut self, new: NewApproval) -> Result<Uuid> {
        let (id, now) = (self.new_id(), self.recorded_micros());
        let sql = "INSERT INTO approvals (id, kind, title, state, version, proposed_by, proposed_at, buyer_id) VALUES (?, ?, ?, ?, 1, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(new.kind.as_str())
            .with(new.title.as_str())
            .with(ApprovalState::Waiting.as_str())
            .with(new.by)
            .with(now)
            .with(new.buyer);
        exec(&*self.tx, sql, params).await?;
        let sha256 = self.add_version(id, 1, &new.content, new.by).await?;
        let step = StepRow { step: "propose", by: new.by, version: 1, reason: None, given_to: None };
        self.add_step(id, 1, step).await?;
        let mut detail =
            json!({"kind": new.kind.as_str(), "step": "propose", "version": 1, "sha256": sha256, "title": new.title});
        if let Some(buyer) = new.buyer {
            detail["buyer"] = json!(buyer);
        }
        self.seal_step(id, new.buyer, detail).await?;
        Ok(id)
    }

    /// Records a step that the rule has allowed, and seals it. Answers the SHA-256 of the content it is about.
    ///
    /// # Errors
    /// The database failed.
    pub async fn take_step(&mut self, approval: &Approval, taken: Taken) -> Result<String> {
        let current = approval.current().ok_or_else(|| StoreError::Damaged(format!("approvals/{}", approval.id)))?;
        let (mut version, mut sha256) = (current.version, current.sha256.clone());
        let mut title = approval.title.clone();
        let mut detail = json!({"kind": approval.kind.as_str(), "step": taken.step});
        if let Some((new_title, content)) = taken.revision {
            version += 1;
            sha256 = self.add_version(approval.id, version, &content, taken.by).await?;
            detail["title"] = json!(new_title);
            title = new_title;
        }
        (detail["version"], detail["sha256"], detail["reason"]) = (json!(version), json!(sha256), json!(taken.reason));
        detail["by"] = json!(taken.by);
        if let Some(to) = taken.given_to {
            detail["given_to"] = json!(to);
        }
        let state = taken.case.state();
        let closed_at = (state != ApprovalState::Waiting).then(|| self.recorded_micros());
        let sql = "UPDATE approvals SET title = ?, state = ?, version = ?, closed_at = ? WHERE id = ?";
        let params = Params::new().with(title).with(state.as_str()).with(version).with(closed_at).with(approval.id);
        exec(&*self.tx, sql, params).await?;
        let ordinal = i64::try_from(approval.steps.len()).unwrap_or(i64::MAX - 1) + 1;
        let Taken { step, by, reason, given_to, .. } = taken;
        self.add_step(approval.id, ordinal, StepRow { step, by, version, reason, given_to }).await?;
        self.seal_step(approval.id, approval.buyer, detail).await?;
        Ok(sha256)
    }

    async fn add_version(&mut self, id: Uuid, version: i64, content: &str, by: Uuid) -> Result<String> {
        let sha256 = hex::encode(content_hash(content));
        let sql = "INSERT INTO approval_versions (approval_id, version, content, sha256, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(version)
            .with(content)
            .with(sha256.as_str())
            .with(by)
            .with(self.recorded_micros());
        exec(&*self.tx, sql, params).await?;
        Ok(sha256)
    }

    async fn add_step(&mut self, id: Uuid, ordinal: i64, row: StepRow) -> Result<()> {
        let StepRow { step, by, version, reason, given_to } = row;
        let sql = "INSERT INTO approval_steps (approval_id, ordinal, step, taken_by, taken_at, version, reason, given_to) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(ordinal)
            .with(step)
            .with(by)
            .with(self.recorded_micros())
            .with(version)
            .with(reason)
            .with(given_to);
        exec(&*self.tx, sql, params).await.map(|_| ())
    }

    /// Seals a step, for the people of the buyer whose proposal it is.
    async fn seal_step(&mut self, id: Uuid, buyer: Option<Uuid>, detail: Value) -> Result<()> {
        let readers: Vec<Audience> = buyer.map(Audience::Buyer).into_iter().collect();
        self.seal_for(&readers, &format!("approval:{id}"), detail).await.map(|_| ())
    }
}
