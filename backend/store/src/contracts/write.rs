//! Recording, correcting, amending and withdrawing contracts.

use std::collections::HashMap;

use sea_orm::Value;
use uuid::Uuid;

use super::row::{COLUMNS, Marks, contract_sha};
use super::{Contract, NewContract, contract_from};
use crate::database::{Params, RowExt, all, bulk_insert, exec, ids, in_ids, in_ints, in_texts, ints, one, texts};
use crate::ledger::{Sealed, SealedTable};
use crate::{Result, StoreError, Work};

const INSERT: &str = "INSERT INTO contracts (seq, contract_id, buyer_seq, supplier_seq, title, awarded_on, valid_from, valid_to, \
     amount_yen, amount_note, source_key, details, recorded_at, entry_seq, sha, terms_from, terms_to, former_id, attributes, \
     critical, rule, section, personal_data, cloud, subcontracting) VALUES ";
const WIDTH: usize = 25;

/// The current terms that hold on a day: takes it twice.
const HOLDING: &str = "c.superseded_at IS NULL AND (c.terms_from IS NULL OR c.terms_from <= ?) AND (c.terms_to IS NULL OR c.terms_to >= ?)";

/// A correction (with a replacement) or a withdrawal (without) of the terms of a contract that hold today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractSupersession {
    /// The contract whose terms end.
    pub contract_id: Uuid,
    /// What takes their place, with the same contract id.
    pub replacement: Option<NewContract>,
    /// Why; kept for ever.
    pub reason: String,
}

impl Work {
    /// Records contracts; answers the numbers of their versions, in the same order.
    ///
    /// # Errors
    /// The database failed; the buyer or supplier is not there; attributes that are none.
    pub async fn add_contracts(&mut self, contracts: Vec<NewContract>) -> Result<Vec<i64>> {
        let mut values: Vec<Value> = Vec::with_capacity(contracts.len() * WIDTH);
        let mut seqs = Vec::with_capacity(contracts.len());
        for contract in contracts {
            let seq = self.next.contract();
            let marks = Marks::of(&contract.attributes()?, self.today());
            let sha = contract_sha(seq, &contract, &marks, self.recorded_at(), self.next_entry());
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
                contract.terms_from.into(),
                contract.terms_to.into(),
                contract.former.into(),
                contract.attributes.into(),
                marks.critical.into(),
                marks.rule.into(),
                marks.section.into(),
                marks.personal_data.into(),
                marks.cloud.into(),
                marks.subcontracting.into(),
            ]);
        }
        bulk_insert(&*self.tx, INSERT, WIDTH, values, "").await?;
        Ok(seqs)
    }

    /// Ends the terms of contracts that hold today and records what takes their place.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if a contract has no current version.
    pub async fn supersede_contracts(&mut self, changes: Vec<ContractSupersession>) -> Result<()> {
        let set = in_ids(self.backend(), "c.contract_id");
        let sql = format!("SELECT c.contract_id, c.seq FROM contracts c WHERE {set} AND {HOLDING}");
        let params = Params::new()
            .with(ids(changes.iter().map(|change| change.contract_id)))
            .with(self.today())
            .with(self.today());
        let rows = all(&*self.tx, &sql, params).await?;
        let mut current: HashMap<Uuid, i64> = HashMap::new();
        for row in &rows {
            current.insert(row.get(0)?, row.get(1)?);
        }
        let mut replacements = Vec::new();
        for change in changes {
            let seq = current.remove(&change.contract_id).ok_or(StoreError::Missing { what: "contract" })?;
            self.end_contracts(&[seq], &change.reason).await?;
            replacements.extend(change.replacement);
        }
        self.add_contracts(replacements).await.map(|_| ())
    }

    /// Ends these current versions, for a reason that is kept for ever.
    ///
    /// # Errors
    /// The database failed.
    pub async fn end_contracts(&mut self, seqs: &[i64], reason: &str) -> Result<()> {
        for seq in seqs {
            self.written(Sealed::ended(SealedTable::Contracts, *seq, self.recorded_at(), reason));
        }
        let sql = format!(
            "UPDATE contracts SET superseded_at = ?, reason = ?, superseded_entry = ? WHERE {}",
            in_ints(self.backend(), "seq")
        );
        let params = Params::new()
            .with(self.recorded_micros())
            .with(reason)
            .with(self.next_entry())
            .with(ints(seqs.iter().copied()));
        exec(&*self.tx, &sql, params).await.map(|_| ())
    }

    /// The current terms of a contract, those agreed at first before its amendments; empty if it was withdrawn or never was. Nobody
    /// else can change them before the commit.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract_terms(&self, contract_id: Uuid) -> Result<Vec<Contract>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.contract_id = ? AND c.superseded_at IS NULL ORDER BY c.terms_from IS NOT NULL, c.terms_from"
        );
        all(&*self.tx, &sql, Params::new().with(contract_id)).await?.iter().map(contract_from).collect()
    }

    /// Whether a contract renews this one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract_is_renewed(&self, contract_id: Uuid) -> Result<bool> {
        let sql = "SELECT 1 FROM contracts WHERE former_id = ? AND superseded_at IS NULL LIMIT 1";
        Ok(one(&*self.tx, sql, Params::new().with(contract_id)).await?.is_some())
    }

    /// The buyer of a contract, withdrawn or not.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyer_of_contract(&self, contract_id: Uuid) -> Result<Option<Uuid>> {
        let sql = "SELECT b.id FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq WHERE c.contract_id = ? LIMIT 1";
        one(&*self.tx, sql, Params::new().with(contract_id)).await?.map(|row| row.get(0)).transpose()
    }

    /// The terms that hold today of the other contracts of a buyer with a supplier under the same title.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contracts_alike(&self, contract: &NewContract) -> Result<Vec<Contract>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.buyer_seq = ? AND c.supplier_seq = ? AND c.title = ? AND c.contract_id <> ? \
             AND {HOLDING} ORDER BY c.seq LIMIT 200"
        );
        let params = Params::new()
            .with(contract.buyer_seq)
            .with(contract.supplier_seq)
            .with(contract.title.as_str())
            .with(contract.contract_id)
            .with(self.today())
            .with(self.today());
        all(&*self.tx, &sql, params).await?.iter().map(contract_from).collect()
    }

    /// The terms that hold today of contracts of a buyer, by the keys of their source.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contracts_by_keys(&self, buyer_seq: i64, keys: &[String]) -> Result<HashMap<String, Contract>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.buyer_seq = ? AND c.source_key IS NOT NULL AND {} AND {HOLDING}",
            in_texts(self.backend(), "c.source_key")
        );
        let params = Params::new()
            .with(buyer_seq)
            .with(texts(keys.iter().map(String::as_str)))
            .with(self.today())
            .with(self.today());
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
