//! Entries by who, what, about whom and when.

use chrono::{Days, NaiveDate};
use kakuzuke_domain::dates::jst_midnight;
use uuid::Uuid;

use super::read::ENTRY_COLUMNS;
use super::{LedgerEntry, entry_from};
use crate::clock::micros;
use crate::database::{Params, RowExt, all};
use crate::{Result, Store};

/// What is asked of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryQuery {
    /// Only entries about this.
    pub subject: Option<String>,
    /// Only entries that wrote or ended a row of this supplier, whatever they name as their subject.
    pub supplier: Option<Uuid>,
    /// Only entries by this actor.
    pub actor: Option<String>,
    /// Only this command.
    pub command: Option<String>,
    /// Only entries recorded on this Japanese day or later.
    pub from: Option<NaiveDate>,
    /// Only entries recorded on this Japanese day or earlier.
    pub to: Option<NaiveDate>,
    /// Only entries before this number.
    pub before: Option<i64>,
    /// Rows, 1 to 1,000; 0 stands for 50.
    pub limit: u32,
}

/// Entries whose rows belong to one supplier.
const OF_SUPPLIER: &str = "seq IN (SELECT s.entry_seq FROM suppliers s WHERE s.id = ? \
     UNION SELECT f.entry_seq FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq WHERE s.id = ? \
     UNION SELECT f.superseded_entry FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq WHERE s.id = ? AND f.superseded_entry IS NOT NULL \
     UNION SELECT c.entry_seq FROM contracts c JOIN suppliers s ON s.seq = c.supplier_seq WHERE s.id = ? \
     UNION SELECT c.superseded_entry FROM contracts c JOIN suppliers s ON s.seq = c.supplier_seq WHERE s.id = ? AND c.superseded_entry IS NOT NULL \
     UNION SELECT x.entry_seq FROM supplies x JOIN suppliers s ON s.seq = x.supplier_seq WHERE s.id = ? \
     UNION SELECT x.superseded_entry FROM supplies x JOIN suppliers s ON s.seq = x.supplier_seq WHERE s.id = ? AND x.superseded_entry IS NOT NULL)";

/// Time of recording follows the number, so that days bound numbers.
const FIRST_SINCE: &str = "COALESCE((SELECT seq FROM ledger_entries WHERE recorded_at >= ? ORDER BY recorded_at, seq LIMIT 1), 9223372036854775807)";

impl EntryQuery {
    fn sql(&self) -> (String, Params) {
        let mut sql = format!("SELECT {ENTRY_COLUMNS} FROM ledger_entries WHERE seq < ?");
        let mut params = Params::new().with(self.before.unwrap_or(i64::MAX));
        for (column, value) in [("subject", &self.subject), ("actor", &self.actor), ("command", &self.command)] {
            if let Some(value) = value {
                sql.push_str(&format!(" AND {column} = ?"));
                params.push(value.as_str());
            }
        }
        if let Some(supplier) = self.supplier {
            sql.push_str(" AND ");
            sql.push_str(OF_SUPPLIER);
            for _ in OF_SUPPLIER.matches('?') {
                params.push(supplier);
            }
        }
        for (day, comparison) in [(self.from, ">="), (self.to.and_then(|to| to.checked_add_days(Days::new(1))), "<")] {
            if let Some(day) = day {
                sql.push_str(&format!(" AND seq {comparison} {FIRST_SINCE}"));
                params.push(micros(jst_midnight(day)));
            }
        }
        sql.push_str(" ORDER BY seq DESC LIMIT ?");
        let limit = if self.limit == 0 { 50 } else { self.limit.min(1_000) };
        (sql, params.with(i64::from(limit)))
    }
}

/// Distinct values of an indexed column, one look at the index for each.
fn distinct(column: &str) -> String {
    format!(
        "WITH RECURSIVE found(word) AS (SELECT MIN({column}) FROM ledger_entries UNION ALL \
         SELECT (SELECT MIN({column}) FROM ledger_entries WHERE {column} > word) FROM found WHERE word IS NOT NULL) \
         SELECT word FROM found WHERE word IS NOT NULL LIMIT ?"
    )
}

impl Store {
    /// Entries, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_entries(&self, query: &EntryQuery) -> Result<Vec<LedgerEntry>> {
        let (sql, params) = query.sql();
        all(self.reader(), &sql, params).await?.iter().map(entry_from).collect()
    }

    /// The commands that the ledger knows, by their codes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_commands(&self) -> Result<Vec<String>> {
        self.ledger_words("command", 500).await
    }

    /// The first `most` of the actors that the ledger knows.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_actors(&self, most: u32) -> Result<Vec<String>> {
        self.ledger_words("actor", most).await
    }

    async fn ledger_words(&self, column: &str, most: u32) -> Result<Vec<String>> {
        let rows = all(self.reader(), &distinct(column), Params::new().with(i64::from(most))).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }
}
