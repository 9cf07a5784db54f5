//! Imports with rows left, and background work that was given up.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Tenant, Visible};
use sea_orm::QueryResult;
use uuid::Uuid;

use super::{MOST, first};
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::{Counted, Result, Store, StoreError};

/// The newest imports, which are looked through.
const IMPORTS: i64 = 500;

/// An import of which something is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedImport {
    /// The import.
    pub id: Uuid,
    /// The file's name.
    pub file_name: String,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows for which a person has to decide whom they mean.
    pub undecided: u64,
}

fn unfinished(row: &QueryResult) -> Result<UnfinishedImport> {
    let count = |at| Ok::<u64, StoreError>(u64::try_from(row.get::<Option<i64>>(at)?.unwrap_or(0)).unwrap_or(0));
    Ok(UnfinishedImport {
        id: row.get(0)?,
        file_name: row.get(1)?,
        created_at: row.instant(2)?,
        rejected: count(3)?,
        undecided: count(4)?,
    })
}

impl Store {
    /// Ended imports with rows that were refused or wait for a decision; the newest first. One for no buyer is the council's.
    ///
    /// # Errors
    /// The database failed.
    pub async fn unfinished_imports(&self, visible: &Visible, limit: usize) -> Result<Counted<UnfinishedImport>> {
        let (mut whose, mut params) = (String::new(), Params::new());
        if let Visible::Of(_) = visible {
            let of_council = if visible.has(Tenant::Council) { " OR i.buyer_code IS NULL" } else { "" };
            let of_buyers = in_ids(self.backend(), "b.id");
            whose = format!(" AND (i.buyer_code IN (SELECT b.code FROM buyers b WHERE {of_buyers}){of_council})");
            params.push(ids(visible.buyers()));
        }
        let rejected = if self.is_sqlite() {
            "json_extract(i.report, '$.counts.rejected')"
        } else {
            "CAST(CAST(i.report AS JSONB) -> 'counts' ->> 'rejected' AS BIGINT)"
        };
        let sql = format!(
            "SELECT i.id, i.file_name, i.created_at, {rejected}, (SELECT count(*) FROM import_proposals p WHERE p.import_id = i.id AND p.decision IS NULL) FROM imports i \
             WHERE i.state = 'done' AND i.kind <> 'accounts'{whose} ORDER BY i.created_at DESC, i.id DESC LIMIT ?"
        );
        let rows = all(self.reader(), &sql, params.with(IMPORTS)).await?;
        let mut found: Vec<UnfinishedImport> = rows.iter().map(unfinished).collect::<Result<_>>()?;
        found.retain(|import| import.rejected > 0 || import.undecided > 0);
        Ok(first(found, limit, |one| std::cmp::Reverse((one.created_at, one.id))))
    }

    /// How many jobs were given up.
    ///
    /// # Errors
    /// The database failed.
    pub async fn dead_jobs(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM (SELECT 1 AS one FROM jobs WHERE state = 3 LIMIT ?) counted";
        let row = one(self.reader(), sql, Params::new().with(MOST)).await?;
        Ok(u64::try_from(row.map_or(Ok(0), |row| row.get::<i64>(0))?).unwrap_or(0))
    }
}
