//! All versions of a fact, with who wrote and who replaced them.

use std::collections::HashMap;

use uuid::Uuid;

use super::StoredFact;
use super::read::{FACT_COLUMNS, fact_from};
use crate::database::{Params, RowExt, all, in_ints, ints};
use crate::{Result, Store};

/// A version of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactVersion {
    /// What it says.
    pub fact: StoredFact,
    /// The supplier it is about.
    pub supplier: Uuid,
    /// Its name today.
    pub supplier_name: String,
    /// Who recorded it.
    pub actor: String,
    /// By which command.
    pub command: String,
    /// Who replaced it, and by which command.
    pub superseded_by: Option<(String, String)>,
}

impl Store {
    /// All versions of a fact, newest first; empty if there is no such fact.
    ///
    /// # Errors
    /// The database failed.
    pub async fn fact_history(&self, fact_id: Uuid) -> Result<Vec<FactVersion>> {
        let sql = format!(
            "SELECT {FACT_COLUMNS}, l.id, l.name FROM facts f JOIN listings l ON l.supplier_seq = f.supplier_seq \
             WHERE f.fact_id = ? ORDER BY f.seq DESC"
        );
        let rows = all(self.reader(), &sql, Params::new().with(fact_id)).await?;
        let facts: Vec<StoredFact> = rows.iter().map(fact_from).collect::<Result<_>>()?;
        let seqs: Vec<i64> =
            facts.iter().flat_map(|fact| [Some(fact.entry_seq), fact.superseded_entry]).flatten().collect();
        let entries = self.who_did(seqs.into_iter()).await?;
        let known = |seq: i64| entries.get(&seq).cloned();
        let mut versions = Vec::with_capacity(rows.len());
        for (row, fact) in rows.iter().zip(facts) {
            let (actor, command) = known(fact.entry_seq).unwrap_or_default();
            let superseded_by = fact.superseded_entry.and_then(known);
            let (supplier, supplier_name) = (row.get(15)?, row.get(16)?);
            versions.push(FactVersion { fact, supplier, supplier_name, actor, command, superseded_by });
        }
        Ok(versions)
    }

    /// Actor and command of ledger entries.
    pub(crate) async fn who_did(&self, seqs: impl Iterator<Item = i64>) -> Result<HashMap<i64, (String, String)>> {
        let sql = format!("SELECT seq, actor, command FROM ledger_entries WHERE {}", in_ints(self.backend(), "seq"));
        let rows = all(self.reader(), &sql, Params::new().with(ints(seqs))).await?;
        rows.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
    }
}
