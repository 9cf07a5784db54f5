//! What is recorded of the steps that the end of a contract asks for.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::contracts::{CloseOutOutcome, CloseOutStep};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, RowExt, RowHash, all, exec};
use crate::ledger::{Sealed, SealedTable};
use crate::{AsOf, Result, Store, StoreError, Work};

/// One step as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseOut {
    /// Number of the version.
    pub seq: i64,
    /// The contract.
    pub contract_id: Uuid,
    /// The step.
    pub step: CloseOutStep,
    /// How it ended.
    pub outcome: CloseOutOutcome,
    /// On which day it was done.
    pub done_on: Option<NaiveDate>,
    /// What it rests on, or why there was nothing to do.
    pub evidence: String,
    /// The proposal to which a second person agreed.
    pub approval: Option<Uuid>,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// The ledger entry that recorded it.
    pub entry_seq: i64,
    /// Who recorded it.
    pub actor: String,
}

/// A step to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCloseOut {
    /// The contract.
    pub contract_id: Uuid,
    /// The step.
    pub step: CloseOutStep,
    /// How it ended.
    pub outcome: CloseOutOutcome,
    /// On which day it was done.
    pub done_on: Option<NaiveDate>,
    /// What it rests on, or why there was nothing to do.
    pub evidence: String,
    /// The proposal to which a second person agreed.
    pub approval: Option<Uuid>,
}

/// The columns that [`close_out_from`] and the seal read, in order.
pub(crate) const CLOSE_OUT_COLUMNS: &str =
    "o.seq, o.contract_id, o.step, o.outcome, o.done_on, o.evidence, o.approval_id, o.recorded_at, o.entry_seq";

fn close_out_from(row: &QueryResult) -> Result<CloseOut> {
    let (seq, step, outcome): (i64, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let damaged = || StoreError::Damaged(format!("close_outs/{seq}"));
    Ok(CloseOut {
        seq,
        contract_id: row.get(1)?,
        step: CloseOutStep::from_word(&step).ok_or_else(damaged)?,
        outcome: CloseOutOutcome::from_word(&outcome).ok_or_else(damaged)?,
        done_on: row.get(4)?,
        evidence: row.get(5)?,
        approval: row.get(6)?,
        recorded_at: row.instant(7)?,
        entry_seq: row.get(8)?,
        actor: row.get(9)?,
    })
}

fn sha(seq: i64, new: &NewCloseOut, recorded_at: i64, entry_seq: i64) -> [u8; 32] {
    let row = RowHash::new("close_outs")
        .int(seq)
        .id(new.contract_id)
        .text(new.step.as_str())
        .text(new.outcome.as_str())
        .day(new.done_on)
        .text(&new.evidence);
    let row = match new.approval {
        Some(approval) => row.id(approval),
        None => row.null(),
    };
    row.int(recorded_at).int(entry_seq).finish()
}

/// The seal that a stored row should carry; reads [`CLOSE_OUT_COLUMNS`].
pub(crate) fn close_out_sha(row: &QueryResult) -> Result<[u8; 32]> {
    let (step, outcome): (String, String) = (row.get(2)?, row.get(3)?);
    let damaged = || StoreError::Damaged("close_outs".to_owned());
    let new = NewCloseOut {
        contract_id: row.get(1)?,
        step: CloseOutStep::from_word(&step).ok_or_else(damaged)?,
        outcome: CloseOutOutcome::from_word(&outcome).ok_or_else(damaged)?,
        done_on: row.get(4)?,
        evidence: row.get(5)?,
        approval: row.get(6)?,
    };
    Ok(sha(row.get(0)?, &new, micros(row.instant(7)?), row.get(8)?))
}

async fn known(db: &impl ConnectionTrait, contract_id: Uuid, at: i64) -> Result<Vec<CloseOut>> {
    let sql = format!(
        "SELECT {CLOSE_OUT_COLUMNS}, COALESCE(e.actor, '') FROM close_outs o LEFT JOIN ledger_entries e ON e.seq = o.entry_seq \
         WHERE o.contract_id = ? AND o.recorded_at <= ? AND (o.superseded_at IS NULL OR o.superseded_at > ?) ORDER BY o.seq"
    );
    all(db, &sql, Params::new().with(contract_id).with(at).with(at)).await?.iter().map(close_out_from).collect()
}

impl Store {
    /// The steps of a contract that were recorded by then.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close_outs(&self, contract_id: Uuid, as_of: &AsOf) -> Result<Vec<CloseOut>> {
        known(self.reader(), contract_id, as_of.known()).await
    }
}

impl Work {
    /// Records a step, in the place of what was recorded of it before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn record_close_out(&mut self, new: NewCloseOut, reason: &str) -> Result<i64> {
        let before = known(&*self.tx, new.contract_id, self.recorded_micros()).await?;
        for held in before.iter().filter(|held| held.step == new.step) {
            self.written(Sealed::ended(SealedTable::CloseOuts, held.seq, self.recorded_at(), reason));
            let sql = "UPDATE close_outs SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE seq = ?";
            let params = Params::new().with(self.recorded_micros()).with(reason).with(self.next_entry()).with(held.seq);
            exec(&*self.tx, sql, params).await?;
        }
        let seq = self.next.close_out();
        let sha = sha(seq, &new, self.recorded_micros(), self.next_entry());
        self.written(Sealed::written(SealedTable::CloseOuts, seq, sha));
        let sql = "INSERT INTO close_outs (seq, contract_id, step, outcome, done_on, evidence, approval_id, recorded_at, entry_seq, sha) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(seq)
            .with(new.contract_id)
            .with(new.step.as_str())
            .with(new.outcome.as_str())
            .with(new.done_on)
            .with(new.evidence)
            .with(new.approval)
            .with(self.recorded_micros())
            .with(self.next_entry())
            .with(sha.to_vec());
        exec(&*self.tx, sql, params).await?;
        Ok(seq)
    }
}
