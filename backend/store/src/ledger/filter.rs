//! Entries by who, what, about whom and when, as far as somebody reads them.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::accounts::{Audience, Visible};
use kakuzuke_domain::dates::jst_midnight;
use sea_orm::DbBackend;
use uuid::Uuid;

use super::read::ENTRY_COLUMNS;
use super::{LedgerEntry, entry_from};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, in_texts, one, texts};
use crate::suppliers::Count;
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
const OF_SUPPLIER: &str = "e.seq IN (SELECT s.entry_seq FROM suppliers s WHERE s.id = ? \
     UNION SELECT f.entry_seq FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq WHERE s.id = ? \
     UNION SELECT f.superseded_entry FROM facts f JOIN suppliers s ON s.seq = f.supplier_seq WHERE s.id = ? AND f.superseded_entry IS NOT NULL \
     UNION SELECT c.entry_seq FROM contracts c JOIN suppliers s ON s.seq = c.supplier_seq WHERE s.id = ? \
     UNION SELECT c.superseded_entry FROM contracts c JOIN suppliers s ON s.seq = c.supplier_seq WHERE s.id = ? AND c.superseded_entry IS NOT NULL \
     UNION SELECT x.entry_seq FROM supplies x JOIN suppliers s ON s.seq = x.supplier_seq WHERE s.id = ? \
     UNION SELECT x.superseded_entry FROM supplies x JOIN suppliers s ON s.seq = x.supplier_seq WHERE s.id = ? AND x.superseded_entry IS NOT NULL)";

/// Time of recording follows the number, so that days bound numbers.
const FIRST_SINCE: &str = "COALESCE((SELECT seq FROM ledger_entries WHERE recorded_at >= ? ORDER BY recorded_at, seq LIMIT 1), 9223372036854775807)";

/// The condition on an entry `e` that leaves what somebody reads, and its one parameter.
pub(super) fn read_by(backend: DbBackend, visible: &Visible) -> (String, Option<String>) {
    let Some(audiences) = visible.audiences() else { return (String::new(), None) };
    let words: Vec<String> = audiences.iter().map(Audience::to_string).collect();
    let among = in_texts(backend, "r.audience");
    let read = format!(" AND EXISTS (SELECT 1 FROM ledger_readers r WHERE r.entry_seq = e.seq AND {among})");
    (read, Some(texts(words.iter().map(String::as_str))))
}

impl EntryQuery {
    fn sql(&self, backend: DbBackend, visible: &Visible) -> (String, Params) {
        let limit = if self.limit == 0 { 50 } else { self.limit.min(1_000) };
        let mut params = Params::new();
        let mut sql = format!("SELECT {ENTRY_COLUMNS} FROM ledger_entries e WHERE ");
        match visible.audiences() {
            Some(audiences) if self.subject.is_none() && self.supplier.is_none() => {
                sql.push_str("e.seq IN (");
                for (at, audience) in audiences.iter().enumerate() {
                    sql.push_str(if at == 0 { "SELECT * FROM (" } else { " UNION SELECT * FROM (" });
                    sql.push_str("SELECT r.entry_seq FROM ledger_readers r WHERE r.audience = ?");
                    params.push(audience.to_string());
                    self.narrow("r", "entry_seq", &mut sql, &mut params);
                    sql.push_str(&format!(" ORDER BY r.entry_seq DESC LIMIT ?) of{at}"));
                    params.push(i64::from(limit));
                }
                sql.push_str(if audiences.is_empty() { "SELECT 0 WHERE 1 = 0)" } else { ")" });
            }
            _ => {
                sql.push_str("1 = 1");
                self.narrow("e", "seq", &mut sql, &mut params);
                if let Some(subject) = &self.subject {
                    sql.push_str(" AND e.subject = ?");
                    params.push(subject.as_str());
                }
                if let Some(supplier) = self.supplier {
                    sql.push_str(" AND ");
                    sql.push_str(OF_SUPPLIER);
                    for _ in OF_SUPPLIER.matches('?') {
                        params.push(supplier);
                    }
                }
                let (read, words) = read_by(backend, visible);
                sql.push_str(&read);
                if let Some(words) = words {
                    params.push(words);
                }
            }
        }
        sql.push_str(" ORDER BY e.seq DESC LIMIT ?");
        (sql, params.with(i64::from(limit)))
    }

    /// What the table `of` of entries and that of their readers both know: place, actor, command and days.
    fn narrow(&self, of: &str, seq: &str, sql: &mut String, params: &mut Params) {
        if let Some(before) = self.before {
            sql.push_str(&format!(" AND {of}.{seq} < ?"));
            params.push(before);
        }
        for (column, value) in [("actor", &self.actor), ("command", &self.command)] {
            if let Some(value) = value {
                sql.push_str(&format!(" AND {of}.{column} = ?"));
                params.push(value.as_str());
            }
        }
        for (day, comparison) in [(self.from, ">="), (self.to.and_then(|to| to.checked_add_days(Days::new(1))), "<")] {
            if let Some(day) = day {
                sql.push_str(&format!(" AND {of}.{seq} {comparison} {FIRST_SINCE}"));
                params.push(micros(jst_midnight(day)));
            }
        }
    }
}

/// Distinct values of an indexed column of `from`, one look at the index for each.
fn distinct(column: &str, from: &str) -> String {
    format!(
        "WITH RECURSIVE found(word) AS (SELECT MIN({column}) FROM {from} UNION ALL \
         SELECT (SELECT MIN({column}) FROM {from} AND {column} > word) FROM found WHERE word IS NOT NULL) \
         SELECT word FROM found WHERE word IS NOT NULL LIMIT ?"
    )
}

impl Store {
    /// Entries that somebody sees, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_entries(&self, visible: &Visible, query: &EntryQuery) -> Result<Vec<LedgerEntry>> {
        let (sql, params) = query.sql(self.backend(), visible);
        all(self.reader(), &sql, params).await?.iter().map(entry_from).collect()
    }

    /// How many entries somebody sees; those who do not see all of them are counted up to 10,000.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_count(&self, visible: &Visible) -> Result<Count> {
        let Some(audiences) = visible.audiences() else {
            return Ok(Count { number: self.ledger_head().await?.size, capped: false });
        };
        let (mut parts, mut params) = (Vec::new(), Params::new());
        for (at, audience) in audiences.iter().enumerate() {
            parts.push(format!(
                "SELECT * FROM (SELECT r.entry_seq FROM ledger_readers r WHERE r.audience = ? LIMIT 10001) of{at}"
            ));
            params.push(audience.to_string());
        }
        if parts.is_empty() {
            return Ok(Count::from_counted(0));
        }
        let sql = format!("SELECT count(*) FROM ({}) counted", parts.join(" UNION "));
        let number = one(self.reader(), &sql, params).await?.map_or(Ok(0), |row| row.get::<i64>(0))?;
        Ok(Count::from_counted(number))
    }

    /// The commands of the entries that somebody sees, by their codes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_commands(&self, visible: &Visible) -> Result<Vec<String>> {
        self.ledger_words(visible, "command", 500).await
    }

    /// The first `most` of the actors of the entries that somebody sees.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_actors(&self, visible: &Visible, most: u32) -> Result<Vec<String>> {
        self.ledger_words(visible, "actor", most).await
    }

    async fn ledger_words(&self, visible: &Visible, column: &str, most: u32) -> Result<Vec<String>> {
        let limit = i64::from(most);
        let Some(audiences) = visible.audiences() else {
            let sql = distinct(column, "ledger_entries WHERE 1 = 1");
            let rows = all(self.reader(), &sql, Params::new().with(limit)).await?;
            return rows.iter().map(|row| row.get(0)).collect();
        };
        let mut words: BTreeSet<String> = BTreeSet::new();
        let sql = distinct(column, "ledger_readers WHERE audience = ?");
        for audience in audiences {
            let params = Params::new().with(audience.to_string()).with(audience.to_string()).with(limit);
            for row in &all(self.reader(), &sql, params).await? {
                words.insert(row.get(0)?);
            }
        }
        Ok(words.into_iter().take(most as usize).collect())
    }
}
