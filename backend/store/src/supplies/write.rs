//! Recording, correcting and withdrawing.

use std::collections::HashMap;

use sea_orm::Value;
use uuid::Uuid;

use super::{COLUMNS, NewSupply, Supply, SupplyKind, supply_from, supply_sha};
use crate::database::{Params, all, bulk_insert, exec, ids, in_ids, one};
use crate::ledger::{Sealed, SealedTable};
use crate::{Result, StoreError, Work};

const INSERT: &str = "INSERT INTO supplies (seq, record_id, kind, contract_id, above_id, supplier_seq, state, valid_from, valid_to, body, \
     recorded_at, entry_seq, sha) VALUES ";
const WIDTH: usize = 13;

/// A correction (with a replacement) or a withdrawal (without) of the current version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplySupersession {
    /// The record whose current version ends.
    pub record_id: Uuid,
    /// What takes its place, with the same id.
    pub replacement: Option<NewSupply>,
    /// Why; kept for ever.
    pub reason: String,
}

impl Work {
    /// Records subcontracts, cloud services and uses of them.
    ///
    /// # Errors
    /// The database failed, or a company is not there.
    pub async fn add_supplies(&mut self, records: Vec<NewSupply>) -> Result<()> {
        let mut values: Vec<Value> = Vec::with_capacity(records.len() * WIDTH);
        for record in records {
            let seq = self.next.supply();
            let sha = supply_sha(seq, &record, self.recorded_at(), self.next_entry());
            self.written(Sealed::written(SealedTable::Supplies, seq, sha));
            values.extend([
                seq.into(),
                record.record_id.into(),
                record.kind.as_code().into(),
                record.contract_id.into(),
                record.above_id.into(),
                record.supplier_seq.into(),
                record.state.into(),
                record.valid_from.into(),
                record.valid_to.into(),
                record.body.into(),
                self.recorded_micros().into(),
                self.next_entry().into(),
                sha.to_vec().into(),
            ]);
        }
        bulk_insert(&*self.tx, INSERT, WIDTH, values, "").await
    }

    /// Ends the current versions of records and records what takes their place.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if a record has no current version, [`StoreError::Conflict`] if a replacement is about
    /// something else.
    pub async fn supersede_supplies(&mut self, changes: Vec<SupplySupersession>) -> Result<()> {
        let sql = format!(
            "SELECT {COLUMNS} FROM supplies x WHERE {} AND x.superseded_at IS NULL",
            in_ids(self.backend(), "x.record_id")
        );
        let params = Params::new().with(ids(changes.iter().map(|change| change.record_id)));
        let mut current: HashMap<Uuid, Supply> = HashMap::new();
        for row in &all(&*self.tx, &sql, params).await? {
            let supply = supply_from(row)?;
            current.insert(supply.record.record_id, supply);
        }
        let mut replacements = Vec::new();
        for change in changes {
            let ended = current.remove(&change.record_id).ok_or(StoreError::Missing { what: "record" })?;
            if let Some(next) = &change.replacement {
                let identity =
                    |one: &NewSupply| (one.record_id, one.kind, one.contract_id, one.above_id, one.supplier_seq);
                if identity(next) != identity(&ended.record) {
                    return Err(StoreError::Conflict { code: "another_record" });
                }
            }
            self.written(Sealed::ended(SealedTable::Supplies, ended.seq, self.recorded_at(), &change.reason));
            let params =
                Params::new().with(self.recorded_micros()).with(change.reason).with(self.next_entry()).with(ended.seq);
            let sql = "UPDATE supplies SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE seq = ?";
            exec(&*self.tx, sql, params).await?;
            replacements.extend(change.replacement);
        }
        self.add_supplies(replacements).await
    }

    /// The current version of a record of this kind.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supply(&self, kind: SupplyKind, id: Uuid) -> Result<Option<Supply>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM supplies x WHERE x.record_id = ? AND x.kind = ? AND x.superseded_at IS NULL"
        );
        let params = Params::new().with(id).with(kind.as_code());
        one(&*self.tx, &sql, params).await?.as_ref().map(supply_from).transpose()
    }

    /// The current records of this kind that belong to these contracts, in the order of recording.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplies_of(&self, kind: SupplyKind, contracts: &[Uuid]) -> Result<Vec<Supply>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM supplies x WHERE {} AND x.kind = ? AND x.superseded_at IS NULL ORDER BY x.seq",
            in_ids(self.backend(), "x.contract_id")
        );
        let params = Params::new().with(ids(contracts.iter().copied())).with(kind.as_code());
        all(&*self.tx, &sql, params).await?.iter().map(supply_from).collect()
    }

    /// Whether a current record stands below this one: a subcontract below a subcontract, or the use of a service.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_below(&self, id: Uuid) -> Result<bool> {
        let sql = "SELECT 1 FROM supplies x WHERE x.above_id = ? AND x.superseded_at IS NULL LIMIT 1";
        Ok(one(&*self.tx, sql, Params::new().with(id)).await?.is_some())
    }
}
