//! Published schemes. Once published, a scheme is known by the SHA-256 of its file and never changes.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::schemes::Scheme;
use sea_orm::QueryResult;

use crate::clock::micros;
use crate::database::{Params, RowExt, RowHash, all, exec, one};
use crate::ledger::{Sealed, SealedTable};
use crate::{Actor, Result, Store, StoreError, Work};

/// The scheme that a new register starts with.
const DEFAULT: &str = include_str!("../../../seed/schemes/tokubetsuku-2026.toml");

/// A published scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedScheme {
    /// Number inside the register.
    pub seq: i64,
    /// SHA-256 of the file in lower-case hex.
    pub sha256: String,
    /// Id that its versions share.
    pub scheme_id: String,
    /// Version.
    pub version: String,
    /// First day for which it is meant.
    pub effective_from: NaiveDate,
    /// The file.
    pub toml: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

impl PublishedScheme {
    /// The scheme itself.
    ///
    /// # Errors
    /// The stored file is damaged.
    pub fn parse(&self) -> Result<Scheme> {
        let scheme = read(&self.toml)?;
        if scheme.sha256 == self.sha256 {
            Ok(scheme)
        } else {
            Err(StoreError::Damaged(format!("schemes/{}", self.seq)))
        }
    }
}

fn read(toml: &str) -> Result<Scheme> {
    Scheme::from_toml(toml.as_bytes()).map_err(|error| StoreError::Scheme(error.to_string()))
}

pub(crate) fn scheme_sha(scheme: &PublishedScheme, entry_seq: i64) -> [u8; 32] {
    RowHash::new("schemes")
        .int(scheme.seq)
        .text(&scheme.sha256)
        .text(&scheme.scheme_id)
        .text(&scheme.version)
        .day(Some(scheme.effective_from))
        .text(&scheme.toml)
        .int(micros(scheme.published_at))
        .int(entry_seq)
        .finish()
}

pub(crate) const COLUMNS: &str = "s.seq, s.sha256, s.scheme_id, s.version, s.effective_from, s.toml, s.published_at";

pub(crate) fn scheme_from(row: &QueryResult) -> Result<PublishedScheme> {
    Ok(PublishedScheme {
        seq: row.get(0)?,
        sha256: row.get(1)?,
        scheme_id: row.get(2)?,
        version: row.get(3)?,
        effective_from: row.get(4)?,
        toml: row.get(5)?,
        published_at: row.instant(6)?,
    })
}

impl Work {
    /// Publishes a scheme and grades by it from the commit on. Answers its SHA-256. `Store::regrade_all` should follow.
    ///
    /// # Errors
    /// [`StoreError::Scheme`] if the file is not valid, `scheme_published` if it is there already.
    pub async fn publish_scheme(&mut self, toml: &str) -> Result<String> {
        let scheme = read(toml)?;
        let row = PublishedScheme {
            seq: self.next.scheme(),
            sha256: scheme.sha256.clone(),
            scheme_id: scheme.id.clone(),
            version: scheme.version.clone(),
            effective_from: scheme.effective_from,
            toml: toml.to_owned(),
            published_at: self.recorded_at(),
        };
        let sha = scheme_sha(&row, self.next_entry());
        let params = Params::new()
            .with(row.seq)
            .with(row.sha256.as_str())
            .with(row.scheme_id)
            .with(row.version)
            .with(row.effective_from)
            .with(row.toml)
            .with(micros(row.published_at))
            .with(self.next_entry())
            .with(sha.to_vec());
        let sql = "INSERT INTO schemes (seq, sha256, scheme_id, version, effective_from, toml, published_at, entry_seq, sha) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        exec(&*self.tx, sql, params).await?;
        self.written(Sealed::written(SealedTable::Schemes, row.seq, sha));
        self.publishes(Arc::new(scheme));
        Ok(row.sha256)
    }
}

impl Store {
    /// All published schemes, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schemes(&self) -> Result<Vec<PublishedScheme>> {
        let sql = format!("SELECT {COLUMNS} FROM schemes s ORDER BY s.seq DESC");
        all(self.reader(), &sql, Params::new()).await?.iter().map(scheme_from).collect()
    }

    /// The scheme with this SHA-256.
    ///
    /// # Errors
    /// The database failed.
    pub async fn scheme_by_sha(&self, sha256: &str) -> Result<Option<PublishedScheme>> {
        let sql = format!("SELECT {COLUMNS} FROM schemes s WHERE s.sha256 = ?");
        one(self.reader(), &sql, Params::new().with(sha256)).await?.as_ref().map(scheme_from).transpose()
    }

    /// Reads the scheme in force again, in case another instance has published one.
    ///
    /// # Errors
    /// The database failed or the scheme is damaged.
    pub async fn reload_scheme(&self) -> Result<()> {
        if let Some(newest) = self.schemes().await?.first() {
            self.set_scheme(Arc::new(newest.parse()?));
        }
        Ok(())
    }
}

/// At the first start: the wards and the default scheme, in one change.
pub(crate) async fn first_start(store: &Store) -> Result<()> {
    store.reload_scheme().await?;
    if store.scheme().is_ok() {
        return Ok(());
    }
    let mut work = store.begin(&Actor::system(), "register.start").await?;
    let found = one(&*work.tx, "SELECT 1 FROM schemes", Params::new()).await?;
    if found.is_none() {
        work.add_wards().await?;
        work.publish_scheme(DEFAULT).await?;
        work.publish_standard_clauses().await?;
        work.seal("register", serde_json::Value::Null).await?;
        work.commit().await?;
    }
    store.reload_scheme().await
}
