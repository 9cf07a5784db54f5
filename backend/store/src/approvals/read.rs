//! One proposal, whole.

use chrono::{DateTime, Utc};
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState, Case, Hash, Step};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::database::{Params, RowExt, all, one};
use crate::{Result, Store, StoreError, Work};

/// A proposal with its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// Its id.
    pub id: Uuid,
    /// What is proposed.
    pub kind: ApprovalKind,
    /// Whose it is; none for the council's.
    pub buyer: Option<Uuid>,
    /// Its name for lists.
    pub title: String,
    /// When it was proposed.
    pub proposed_at: DateTime<Utc>,
    /// When it was decided or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
    /// Its versions, the first one first; never empty.
    pub versions: Vec<ApprovalVersion>,
    /// The steps taken, the first one first.
    pub steps: Vec<ApprovalStep>,
    /// Where it stands, by the rule.
    pub case: Case,
}

/// One version of what is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalVersion {
    /// Its number, from 1.
    pub version: i64,
    /// The content as canonical JSON.
    pub content: String,
    /// SHA-256 of the content in lower-case hex.
    pub sha256: String,
    /// Who wrote it.
    pub written_by: Uuid,
    /// When.
    pub written_at: DateTime<Utc>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalStep {
    /// `propose`, `revise`, `approve`, `reject`, `withdraw` or `hand_over`.
    pub step: String,
    /// Who took it.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The version it was about.
    pub version: i64,
    /// Why.
    pub reason: Option<String>,
    /// For `hand_over`: whose it is from then on.
    pub given_to: Option<Uuid>,
}

impl Approval {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ApprovalState {
        self.case.state()
    }

    /// What is proposed now.
    #[must_use]
    pub fn current(&self) -> Option<&ApprovalVersion> {
        self.versions.last()
    }
}

fn version_from(row: &QueryResult) -> Result<ApprovalVersion> {
    Ok(ApprovalVersion {
        version: row.get(0)?,
        content: row.get(1)?,
        sha256: row.get(2)?,
        written_by: row.get(3)?,
        written_at: row.instant(4)?,
    })
}

fn step_from(row: &QueryResult) -> Result<ApprovalStep> {
    Ok(ApprovalStep {
        step: row.get(0)?,
        by: row.get(1)?,
        at: row.instant(2)?,
        version: row.get(3)?,
        reason: row.get(4)?,
        given_to: row.get(5)?,
    })
}

/// The content's hash as it was computed again: nobody can change a content and keep its hash.
fn hash_of(version: &ApprovalVersion) -> Result<Hash> {
    let hash = kakuzuke_domain::approvals::content_hash(&version.content);
    if hex::encode(hash) == version.sha256 {
        Ok(hash)
    } else {
        Err(StoreError::Damaged(format!("approval_versions/{}", version.version)))
    }
}

/// Plays the steps again by the rule; what the rule would not have allowed is damage.
fn replay(kind: ApprovalKind, versions: &[ApprovalVersion], steps: &[ApprovalStep]) -> Result<Case> {
    let damaged = || StoreError::Damaged("approval_steps".to_owned());
    let version = |number: i64| versions.iter().find(|version| version.version == number).ok_or_else(damaged);
    let first = versions.first().ok_or_else(damaged)?;
    let mut case = Case::new(first.written_by, hash_of(first)?, kind.needed());
    for step in steps.iter().skip(1) {
        let (by, hash) = (step.by, hash_of(version(step.version)?)?);
        case.take(match step.step.as_str() {
            "revise" => Step::Revise { by, hash },
            "approve" => Step::Approve { by, seen: hash },
            "reject" => Step::Reject { by, seen: hash },
            "withdraw" => Step::Withdraw { by },
            "hand_over" => Step::HandOver { to: step.given_to.ok_or_else(damaged)? },
            _ => return Err(damaged()),
        })
        .map_err(|_| damaged())?;
    }
    Ok(case)
}

async fn approval(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Approval>> {
    let by_id = || Params::new().with(id);
    let sql = "SELECT kind, title, proposed_at, closed_at, buyer_id FROM approvals WHERE id = ?";
    let Some(row) = one(db, sql, by_id()).await? else { return Ok(None) };
    let kind: String = row.get(0)?;
    let kind = ApprovalKind::from_word(&kind).ok_or_else(|| StoreError::Damaged(format!("approvals/{id}")))?;
    let sql = "SELECT version, content, sha256, written_by, written_at FROM approval_versions WHERE approval_id = ? ORDER BY version";
    let versions: Vec<ApprovalVersion> =
        all(db, sql, by_id()).await?.iter().map(version_from).collect::<Result<_>>()?;
    let sql = "SELECT step, taken_by, taken_at, version, reason, given_to FROM approval_steps WHERE approval_id = ? ORDER BY ordinal";
    let steps: Vec<ApprovalStep> = all(db, sql, by_id()).await?.iter().map(step_from).collect::<Result<_>>()?;
    let case = replay(kind, &versions, &steps)?;
    Ok(Some(Approval {
        id,
        kind,
        buyer: row.get(4)?,
        title: row.get(1)?,
        proposed_at: row.instant(2)?,
        closed_at: row.instant_or_none(3)?,
        versions,
        steps,
        case,
    }))
}

impl Store {
    /// A proposal.
    ///
    /// # Errors
    /// The database failed, or what is stored breaks the rule.
    pub async fn approval(&self, id: Uuid) -> Result<Option<Approval>> {
        approval(self.reader(), id).await
    }
}

impl Work {
    /// A proposal as this unit of work sees it: nobody else can change it before the commit.
    ///
    /// # Errors
    /// The database failed, or what is stored breaks the rule.
    pub async fn approval(&self, id: Uuid) -> Result<Option<Approval>> {
        approval(&*self.tx, id).await
    }
}
