//! Recording, correcting and withdrawing contracts.

use std::collections::HashMap;

use sea_orm::Value;
use uuid::Uuid;

use super::row::{COLUMNS, contract_sha};
use super::{Contract, NewContract, contract_from};
use crate::database::{Params, RowExt, all, bulk_insert, exec, ids, in_ids, in_texts, texts};
use crate::ledger::{Sealed, SealedTable};
use crate::{Result, StoreError, Work};

const INSERT: &str = "INSERT INTO contracts (seq, contract_id, buyer_seq, supplier_seq, title, awarded_on, valid_from, valid_to, \
     amount_yen, amount_note, source_key, details, recorded_at, entry_seq, sha) VALUES ";
const WIDTH: usize = 15;

/// A correction (with a replacement) or a withdrawal (without) of the current version of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractSupersession {
    /// The contract whose current version ends.
    pub contract_id: Uuid,
    /// What takes its place, with the same contract id.
    pub replacement: Option<NewContract>,
    /// Why; kept for ever.
    pub reason: String,
}

impl Work {
    /// Records contracts; answers the numbers of their versions, in the same order.
    ///
    /// # Errors
    /// The database failed; the buyer or supplier is not there.
    pub async fn add_contracts(&mut self, contracts: Vec<NewContract>) -> Result<Vec<i64>> {
        let mut values: Vec<Value> = Vec::with_capacity(contracts.len() * WIDTH);
        let mut seqs = Vec::with_capacity(contracts.len());
        for contract in contracts {
            let seq = self.next.contract();
            let sha = contract_sha(seq, &contract, self.recorded_at(), self.next_entry());
            self.written(Sealed::written(SealedTable::Contracts, seq, sha));
            seqs.push(seq);
            values.extend([
                seq.into(),
                contract.contract_id.into(),
                contract.buyer_seq.into(),
                contract.supplier_seq.into(),
                contract.title.into(),
                contract.awarded_on.into(),
                contract.valid_from.into(),
                contract.valid_to.into(),
                contract.amount_yen.into(),
                contract.amount_note.into(),
                contract.source_key.into(),
                contract.details.into(),
                self.recorded_micros().into(),
                self.next_entry().into(),
                sha.to_vec().into(),
            ]);
        }
        bulk_insert(&*self.tx, INSERT, WIDTH, values, "").await?;
        Ok(seqs)
    }

    /// Ends the current versions of contracts and records what takes their place.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if a contract has no current version.
    pub async fn supersede_contracts(&mut self, changes: Vec<ContractSupersession>) -> Result<()> {
        let set = in_ids(self.backend(), "c.contract_id");
        let sql = format!("SELECT c.contract_id, c.seq FROM contracts c WHERE {set} AND c.superseded_at IS NULL");
        let rows =
            all(&*self.tx, &sql, Params::new().with(ids(changes.iter().map(|change| change.contract_id)))).await?;
        let mut current: HashMap<Uuid, i64> = HashMap::new();
        for row in &rows {
            current.insert(row.get(0)?, row.get(1)?);
        }
        let mut replacements = Vec::new();
        for change in changes {
            let seq = current.remove(&change.contract_id).ok_or(StoreError::Missing { what: "contract" })?;
            self.written(Sealed::ended(SealedTable::Contracts, seq, self.recorded_at(), &change.reason));
            let params =
                Params::new().with(self.recorded_micros()).with(change.reason).with(self.next_entry()).with(seq);
            let sql = "UPDATE contracts SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE seq = ?";
            exec(&*self.tx, sql, params).await?;
            replacements.extend(change.replacement);
        }
        self.add_contracts(replacements).await.map(|_| ())
    }

    /// Current contracts of a buyer by the keys of their source.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contracts_by_keys(&self, buyer_seq: i64, keys: &[String]) -> Result<HashMap<String, Contract>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.buyer_seq = ? AND c.source_key IS NOT NULL AND {} AND c.superseded_at IS NULL",
            in_texts(self.backend(), "c.source_key")
        );
        let params = Params::new().with(buyer_seq).with(texts(keys.iter().map(String::as_str)));
        let mut found = HashMap::new();
        for row in &all(&*self.tx, &sql, params).await? {
            let contract = contract_from(row)?;
            if let Some(key) = contract.source_key.clone() {
                found.insert(key, contract);
            }
        }
        Ok(found)
    }
}
