//! All versions of a contract, with who wrote and who ended them.

use uuid::Uuid;

use super::{COLUMNS, Contract, contract_from};
use crate::database::{Params, all};
use crate::{AsOf, Result, Store};

/// A version of the terms of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractVersion {
    /// What it says.
    pub contract: Contract,
    /// Who recorded it.
    pub actor: String,
    /// By which command.
    pub command: String,
    /// Who ended it, and by which command.
    pub superseded_by: Option<(String, String)>,
}

impl Store {
    /// All versions of a contract that were known by then, newest first; empty if there was no such contract.
    ///
    /// # Errors
    /// The database failed.
    pub async fn contract_history(&self, contract_id: Uuid, as_of: &AsOf) -> Result<Vec<ContractVersion>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.contract_id = ? AND c.recorded_at <= ? ORDER BY c.seq DESC"
        );
        let rows = all(self.reader(), &sql, Params::new().with(contract_id).with(as_of.known())).await?;
        let mut contracts: Vec<Contract> = rows.iter().map(contract_from).collect::<Result<_>>()?;
        for contract in &mut contracts {
            if contract.superseded_at.is_some_and(|at| at > as_of.known_at) {
                contract.superseded_at = None;
                contract.superseded_entry = None;
                contract.reason = None;
            }
        }
        let seqs = contracts.iter().flat_map(|contract| [Some(contract.entry_seq), contract.superseded_entry]);
        let entries = self.who_did(seqs.flatten().collect::<Vec<i64>>().into_iter()).await?;
        let known = |seq: i64| entries.get(&seq).cloned();
        let version = |contract: Contract| {
            let (actor, command) = known(contract.entry_seq).unwrap_or_default();
            let superseded_by = contract.superseded_entry.and_then(known);
            ContractVersion { contract, actor, command, superseded_by }
        };
        Ok(contracts.into_iter().map(version).collect())
    }
}
