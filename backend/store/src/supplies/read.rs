//! All versions of a record, with who wrote them.

use uuid::Uuid;

use super::{COLUMNS, Supply, SupplyKind, supply_from};
use crate::database::{Params, RowExt, all};
use crate::{Result, Store};

/// A version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyVersion {
    /// What it says.
    pub supply: Supply,
    /// Who recorded it.
    pub actor: String,
    /// By which command.
    pub command: String,
}

impl Store {
    /// All versions of a record of this kind, newest first; empty if there is none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supply_history(&self, kind: SupplyKind, id: Uuid) -> Result<Vec<SupplyVersion>> {
        let sql = format!(
            "SELECT {COLUMNS}, e.actor, e.command FROM supplies x JOIN ledger_entries e ON e.seq = x.entry_seq \
             WHERE x.record_id = ? AND x.kind = ? ORDER BY x.seq DESC"
        );
        let rows = all(self.reader(), &sql, Params::new().with(id).with(kind.as_code())).await?;
        let version = |row| Ok(SupplyVersion { supply: supply_from(row)?, actor: row.get(15)?, command: row.get(16)? });
        rows.iter().map(version).collect()
    }
}
