//! Lists of proposals: what waits for a person, and what was proposed lately.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Tenant;
use kakuzuke_domain::approvals::{ApprovalKind, ApprovalState};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::database::{Params, RowExt, all, ids, in_ids, in_texts, one, texts};
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
    /// Those that this person wrote a version of, or took over, and somebody else has to decide.
    WaitingOf(Uuid),
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

/// Which proposals somebody sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApprovalSight {
    /// Kinds of the council's.
    pub common: Vec<ApprovalKind>,
    /// Kinds of what belongs to one buyer.
    pub of_buyers: Vec<ApprovalKind>,
    /// The buyers whose proposals of these kinds are seen.
    pub buyers: Vec<Uuid>,
}

/// The proposals that wait and are in a person's hands, each with its circle: proposed by the person, or taken over; the oldest
/// first.
pub(crate) async fn waiting_in_hand(db: &impl ConnectionTrait, account: Uuid) -> Result<Vec<(ApprovalRow, Tenant)>> {
    let sql = "SELECT a.id, a.kind, a.title, a.state, a.version, a.proposed_by, a.proposed_at, a.closed_at, a.buyer_id FROM approvals a \
         WHERE a.state = 'waiting' AND COALESCE((SELECT s.given_to FROM approval_steps s WHERE s.approval_id = a.id \
         AND s.given_to IS NOT NULL ORDER BY s.ordinal DESC LIMIT 1), a.proposed_by) = ? ORDER BY a.proposed_at, a.id";
    let rows = all(db, sql, Params::new().with(account)).await?;
    let circle = |row: &QueryResult| -> Result<Tenant> {
        Ok(row.get::<Option<Uuid>>(8)?.map_or(Tenant::Council, Tenant::Buyer))
    };
    rows.iter().map(|row| Ok((row_from(row)?, circle(row)?))).collect()
}

impl Store {
    /// Proposals that can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn approvals(
        &self,
        sight: &ApprovalSight,
        filter: ApprovalFilter,
        limit: u32,
    ) -> Result<Vec<ApprovalRow>> {
        let of_kinds = in_texts(self.backend(), "a.kind");
        let of_buyers = in_ids(self.backend(), "a.buyer_id");
        let words = |kinds: &[ApprovalKind]| texts(kinds.iter().map(|kind| kind.as_str()));
        let mut params = Params::new()
            .with(words(&sight.common))
            .with(words(&sight.of_buyers))
            .with(ids(sight.buyers.iter().copied()));
        let written = "EXISTS (SELECT 1 FROM approval_versions v WHERE v.approval_id = a.id AND v.written_by = ? \
             UNION ALL SELECT 1 FROM approval_steps t WHERE t.approval_id = a.id AND t.given_to = ?)";
        let rest = match filter {
            ApprovalFilter::All => "ORDER BY a.proposed_at DESC, a.id DESC".to_owned(),
            ApprovalFilter::WaitingFor(account) => {
                params.push(account);
                params.push(account);
                format!("AND a.state = 'waiting' AND NOT {written} ORDER BY a.proposed_at, a.id")
            }
            ApprovalFilter::WaitingOf(account) => {
                params.push(account);
                params.push(account);
                format!("AND a.state = 'waiting' AND {written} ORDER BY a.proposed_at, a.id")
            }
        };
        let sql = format!(
            "SELECT a.id, a.kind, a.title, a.state, a.version, a.proposed_by, a.proposed_at, a.closed_at FROM approvals a \
             WHERE ((a.buyer_id IS NULL AND {of_kinds}) OR ({of_kinds} AND {of_buyers})) {rest} LIMIT ?"
        );
        all(self.reader(), &sql, params.with(i64::from(limit))).await?.iter().map(row_from).collect()
    }

    /// The proposal of a kind about a thing of a buyer that waits for a second person: one whose content names the thing.
    ///
    /// # Errors
    /// The database failed.
    pub async fn waiting_approval(&self, kind: ApprovalKind, buyer: Uuid, thing: Uuid) -> Result<Option<Uuid>> {
        let contains = if self.is_sqlite() { "instr(v.content, ?)" } else { "position(? IN v.content)" };
        let sql = format!(
            "SELECT a.id FROM approvals a JOIN approval_versions v ON v.approval_id = a.id AND v.version = a.version \
             WHERE a.state = 'waiting' AND a.kind = ? AND a.buyer_id = ? AND {contains} > 0 ORDER BY a.proposed_at LIMIT 1"
        );
        let params = Params::new().with(kind.as_str()).with(buyer).with(thing.to_string());
        one(self.reader(), &sql, params).await?.map(|row| row.get(0)).transpose()
    }
}
