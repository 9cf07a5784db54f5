//! Imports and how far they are.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Tenant, Visible};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, ids, in_ids, one};
use crate::{Actor, Result, Store, StoreError, Work};

/// A file to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Its id.
    pub id: Uuid,
    /// Kind of import.
    pub kind: String,
    /// The buyer it is for.
    pub buyer_code: Option<String>,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// Its content.
    pub file_sha256: String,
    /// Its size.
    pub file_bytes: u64,
    /// Options and mapping, as JSON.
    pub options: String,
    /// Who brought it.
    pub actor: String,
}

/// What changes about an import; what is none stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportUpdate {
    /// State.
    pub state: Option<String>,
    /// Options and mapping, as JSON.
    pub options: Option<String>,
    /// Report, as JSON.
    pub report: Option<String>,
    /// Rows read so far.
    pub rows_done: Option<u64>,
    /// Rows altogether.
    pub rows_total: Option<u64>,
    /// Stamps the end with the present.
    pub finished: bool,
}

/// An import as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Its id.
    pub id: Uuid,
    /// Kind of import.
    pub kind: String,
    /// The buyer it is for.
    pub buyer_code: Option<String>,
    /// Name of the file.
    pub file_name: String,
    /// Its content.
    pub file_sha256: String,
    /// Its size.
    pub file_bytes: u64,
    /// State, a word of the service.
    pub state: String,
    /// Options and mapping, as JSON.
    pub options: String,
    /// Report, as JSON.
    pub report: Option<String>,
    /// Rows read so far.
    pub rows_done: u64,
    /// Rows altogether, once known.
    pub rows_total: Option<u64>,
    /// Who brought it.
    pub actor: String,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Who carries it on, where that is not who brought it.
    pub carried_on_by: Option<Uuid>,
}

/// Whose imports somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenImports {
    /// Of suppliers and their papers.
    pub lists: Visible,
    /// Of people.
    pub accounts: Visible,
}

const COLUMNS: &str = "id, kind, buyer_code, file_name, file_sha256, file_bytes, state, options, report, rows_done, rows_total, actor, \
     created_at, started_at, finished_at, carried_on_by";

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn import_from(row: &QueryResult) -> Result<ImportRow> {
    Ok(ImportRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        buyer_code: row.get(2)?,
        file_name: row.get(3)?,
        file_sha256: row.get(4)?,
        file_bytes: count(row.get(5)?),
        state: row.get(6)?,
        options: row.get(7)?,
        report: row.get(8)?,
        rows_done: count(row.get(9)?),
        rows_total: row.get::<Option<i64>>(10)?.map(count),
        actor: row.get(11)?,
        created_at: row.instant(12)?,
        started_at: row.instant_or_none(13)?,
        finished_at: row.instant_or_none(14)?,
        carried_on_by: row.get(15)?,
    })
}

/// The imports in a person's hands that are not finished, or that ended after an instant (in microseconds) with rows to
/// correct or to decide; each with its circle, the newest first.
pub(crate) async fn open_in_hand(
    db: &impl ConnectionTrait,
    account: Uuid,
    ended_after: i64,
) -> Result<Vec<(ImportRow, Tenant)>> {
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT b.id FROM buyers b WHERE b.code = buyer_code) AS circle_id FROM imports \
         WHERE (carried_on_by = ? OR (carried_on_by IS NULL AND actor = ?)) AND (state IN ('uploaded', 'dry_done', 'queued', 'running') \
         OR (state = 'done' AND finished_at > ? AND (EXISTS (SELECT 1 FROM import_problems p WHERE p.import_id = imports.id \
         AND p.severity = 'error') OR EXISTS (SELECT 1 FROM import_proposals o WHERE o.import_id = imports.id AND o.decision IS NULL)))) \
         ORDER BY imports.created_at DESC, imports.id DESC LIMIT 500"
    );
    let params = Params::new().with(account).with(Actor::account(account).as_str()).with(ended_after);
    let rows = all(db, &sql, params).await?;
    let circle = |row: &QueryResult| -> Result<Tenant> {
        Ok(row.get::<Option<Uuid>>(16)?.map_or(Tenant::Council, Tenant::Buyer))
    };
    rows.iter().map(|row| Ok((import_from(row)?, circle(row)?))).collect()
}

async fn add(db: &impl ConnectionTrait, import: NewImport, now: i64) -> Result<()> {
    let sql = "INSERT INTO imports (id, kind, buyer_code, file_name, file_sha256, file_bytes, state, options, rows_done, actor, created_at) \
         VALUES (?, ?, ?, ?, ?, ?, 'uploaded', ?, 0, ?, ?)";
    let params = Params::new()
        .with(import.id)
        .with(import.kind)
        .with(import.buyer_code)
        .with(import.file_name)
        .with(import.file_sha256)
        .with(signed(import.file_bytes))
        .with(import.options)
        .with(import.actor)
        .with(now);
    exec(db, sql, params).await.map(|_| ())
}

async fn update(db: &impl ConnectionTrait, id: Uuid, change: ImportUpdate, now: i64) -> Result<()> {
    let sql = "UPDATE imports SET state = COALESCE(?, state), options = COALESCE(?, options), report = COALESCE(?, report), \
         rows_done = COALESCE(?, rows_done), rows_total = COALESCE(?, rows_total), \
         finished_at = COALESCE(?, finished_at) WHERE id = ?";
    let params = Params::new()
        .with(change.state)
        .with(change.options)
        .with(change.report)
        .with(change.rows_done.map(signed))
        .with(change.rows_total.map(signed))
        .with(change.finished.then_some(now))
        .with(id);
    let done = exec(db, sql, params).await?;
    if done == 0 { Err(StoreError::Missing { what: "import" }) } else { Ok(()) }
}

impl Work {
    /// Enters an import, in the state `uploaded`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_import(&mut self, import: NewImport) -> Result<()> {
        add(&*self.tx, import, self.recorded_micros()).await
    }

    /// Changes an import in the transaction of what it did.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such import.
    pub async fn update_import(&mut self, id: Uuid, change: ImportUpdate) -> Result<()> {
        update(&*self.tx, id, change, micros(self.store.now())).await
    }
}

impl Store {
    /// Enters an import, in the state `uploaded`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_import(&self, import: NewImport) -> Result<()> {
        add(self.writer(), import, micros(self.now())).await
    }

    /// Changes an import.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such import.
    pub async fn update_import(&self, id: Uuid, change: ImportUpdate) -> Result<()> {
        update(self.writer(), id, change, micros(self.now())).await
    }

    /// One import.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import(&self, id: Uuid) -> Result<Option<ImportRow>> {
        let sql = format!("SELECT {COLUMNS} FROM imports WHERE id = ?");
        one(self.reader(), &sql, Params::new().with(id)).await?.as_ref().map(import_from).transpose()
    }

    /// Imports that can be seen, newest first, before the given one. One for no buyer is the council's.
    ///
    /// # Errors
    /// The database failed.
    pub async fn imports(
        &self,
        seen: &SeenImports,
        limit: u32,
        before: Option<(DateTime<Utc>, Uuid)>,
    ) -> Result<Vec<ImportRow>> {
        let mut filter = before.map_or("1 = 1", |_| "(created_at, id) < (?, ?)").to_owned();
        let mut params = Params::new();
        if let Some((at, id)) = before {
            params.push(micros(at));
            params.push(id);
        }
        let mut of_kind = |comparison: &str, visible: &Visible| {
            let Visible::Of(_) = visible else { return format!("kind {comparison} 'accounts'") };
            params.push(ids(visible.buyers()));
            let of_buyers = in_ids(self.backend(), "b.id");
            let of_council = if visible.has(Tenant::Council) { " OR buyer_code IS NULL" } else { "" };
            format!(
                "(kind {comparison} 'accounts' AND (buyer_code IN (SELECT b.code FROM buyers b WHERE {of_buyers}){of_council}))"
            )
        };
        let (lists, accounts) = (of_kind("<>", &seen.lists), of_kind("=", &seen.accounts));
        filter.push_str(&format!(" AND ({lists} OR {accounts})"));
        let sql = format!("SELECT {COLUMNS} FROM imports WHERE {filter} ORDER BY created_at DESC, id DESC LIMIT ?");
        all(self.reader(), &sql, params.with(i64::from(limit))).await?.iter().map(import_from).collect()
    }
}
