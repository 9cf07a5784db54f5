//! Lists of proposals: what waits for a person, and what was proposed lately.

use chrono::{DateTime, Utc};
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, in_texts, texts};
use crate::{Result, Store, StoreError};

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRow {
    /// Its id.
    pub id: Uuid,
    /// What is proposed.
    pub kind: ApprovalKind,
    /// Its name.
    pub title: String,
    /// Where it stands.
    pub state: ApprovalState,
    /// Its version.
    pub version: i64,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// When it was decided or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Which proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalFilter {
    /// Those that this person can decide: waiting, and the person wrote none of their versions.
    WaitingFor(Uuid),
    /// All, the newest first.
    All,
}

fn row_from(row: &QueryResult) -> Result<ApprovalRow> {
    let (id, kind, state): (Uuid, String, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
    let damaged = || StoreError::Damaged(format!("approvals/{id}"));
    Ok(ApprovalRow {
        id,
        kind: ApprovalKind::from_word(&kind).ok_or_else(damaged)?,
        title: row.get(2)?,
        state: ApprovalState::from_word(&state).ok_or_else(damaged)?,
        version: row.get(4)?,
        proposed_by: row.get(5)?,
        proposed_at: row.instant(6)?,
        closed_at: row.instant_or_none(7)?,
    })
}

impl Store {
    /// Proposals of some kinds.
    ///
    /// # Errors
    /// The database failed.
    pub async fn approvals(
        &self,
        kinds: &[ApprovalKind],
        filter: ApprovalFilter,
        limit: u32,
    ) -> Result<Vec<ApprovalRow>> {
        let of_kinds = in_texts(self.backend(), "a.kind");
        let mut params = Params::new().with(texts(kinds.iter().map(|kind| kind.as_str())));
        let rest = match filter {
            ApprovalFilter::All => "ORDER BY a.proposed_at DESC, a.id DESC",
            ApprovalFilter::WaitingFor(account) => {
                params.push(account);
                "AND a.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM approval_versions v WHERE v.approval_id = a.id AND v.written_by = ?) \
                 ORDER BY a.proposed_at, a.id"
            }
        };
        let sql = format!(
            "SELECT a.id, a.kind, a.title, a.state, a.version, a.proposed_by, a.proposed_at, a.closed_at FROM approvals a \
             WHERE {of_kinds} {rest} LIMIT ?"
        );
        all(self.reader(), &sql, params.with(i64::from(limit))).await?.iter().map(row_from).collect()
    }
}
