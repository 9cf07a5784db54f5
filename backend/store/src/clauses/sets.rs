//! Published sets. Once published, a set is known by the SHA-256 of its file and never changes; neither does a version of a
//! clause in it. A clause that the newest set no longer holds is retired, and stays readable in the older ones.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::clauses::{ClauseError, ClauseSet};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::clock::micros;
use crate::database::{Params, RowExt, RowHash, all, exec, one};
use crate::ledger::{Sealed, SealedTable};
use crate::{Actor, Result, Store, StoreError, Work};

/// A published set of standard clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedClauses {
    /// Number inside the register.
    pub seq: i64,
    /// SHA-256 of the file in lower-case hex.
    pub sha256: String,
    /// Id that its versions share.
    pub set_id: String,
    /// Version.
    pub version: String,
    /// First day for which it is meant.
    pub effective_from: NaiveDate,
    /// The file.
    pub toml: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

impl PublishedClauses {
    /// The set itself.
    ///
    /// # Errors
    /// The stored file is damaged.
    pub fn parse(&self) -> Result<ClauseSet> {
        let set = read(&self.toml)?;
        if set.sha256 == self.sha256 { Ok(set) } else { Err(StoreError::Damaged(format!("clause_sets/{}", self.seq))) }
    }
}

fn read(toml: &str) -> Result<ClauseSet> {
    ClauseSet::from_toml("set", toml).map_err(invalid)
}

fn invalid(error: ClauseError) -> StoreError {
    StoreError::Clauses(error.to_string())
}

pub(crate) fn clause_set_sha(set: &PublishedClauses, entry_seq: i64) -> [u8; 32] {
    RowHash::new("clause_sets")
        .int(set.seq)
        .text(&set.sha256)
        .text(&set.set_id)
        .text(&set.version)
        .day(Some(set.effective_from))
        .text(&set.toml)
        .int(micros(set.published_at))
        .int(entry_seq)
        .finish()
}

pub(crate) const SET_COLUMNS: &str = "s.seq, s.sha256, s.set_id, s.version, s.effective_from, s.toml, s.published_at";

/// Reads [`SET_COLUMNS`].
pub(crate) fn published_from(row: &QueryResult) -> Result<PublishedClauses> {
    Ok(PublishedClauses {
        seq: row.get(0)?,
        sha256: row.get(1)?,
        set_id: row.get(2)?,
        version: row.get(3)?,
        effective_from: row.get(4)?,
        toml: row.get(5)?,
        published_at: row.instant(6)?,
    })
}

async fn published(db: &impl ConnectionTrait) -> Result<Vec<PublishedClauses>> {
    let sql = format!("SELECT {SET_COLUMNS} FROM clause_sets s ORDER BY s.seq DESC");
    all(db, &sql, Params::new()).await?.iter().map(published_from).collect()
}

impl Work {
    /// Publishes a set of clauses. Answers its SHA-256.
    ///
    /// # Errors
    /// [`StoreError::Clauses`] if the file is not valid; `clauses_published` if that version of the set is there already;
    /// `clause_changed` if a version of a clause was published with another text before.
    pub async fn publish_clauses(&mut self, toml: &str) -> Result<String> {
        let set = read(toml)?;
        let before = published(&*self.tx).await?;
        if before.iter().any(|one| one.set_id == set.id && one.version == set.version) {
            return Err(StoreError::Conflict { code: "clauses_published" });
        }
        for old in &before {
            let old = old.parse()?;
            let changed = |clause: &&kakuzuke_domain::clauses::Clause| {
                old.clause(&clause.code).is_some_and(|old| old.version == clause.version && old != *clause)
            };
            if set.clauses.iter().any(|clause| changed(&clause)) {
                return Err(StoreError::Conflict { code: "clause_changed" });
            }
        }
        let row = PublishedClauses {
            seq: self.next.clause_set(),
            sha256: set.sha256,
            set_id: set.id,
            version: set.version,
            effective_from: set.effective_from,
            toml: toml.to_owned(),
            published_at: self.recorded_at(),
        };
        let sha = clause_set_sha(&row, self.next_entry());
        let params = Params::new()
            .with(row.seq)
            .with(row.sha256.as_str())
            .with(row.set_id)
            .with(row.version)
            .with(row.effective_from)
            .with(row.toml)
            .with(micros(row.published_at))
            .with(self.next_entry())
            .with(sha.to_vec());
        let sql = "INSERT INTO clause_sets (seq, sha256, set_id, version, effective_from, toml, published_at, entry_seq, sha) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        exec(&*self.tx, sql, params).await?;
        self.written(Sealed::written(SealedTable::ClauseSets, row.seq, sha));
        Ok(row.sha256)
    }

    /// Publishes the set that a register starts with.
    pub(crate) async fn publish_standard_clauses(&mut self) -> Result<String> {
        let toml = ClauseSet::standard().map_err(invalid)?;
        self.publish_clauses(&toml).await
    }
}

impl Store {
    /// All published sets, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clause_sets(&self) -> Result<Vec<PublishedClauses>> {
        published(self.reader()).await
    }

    /// The set with this SHA-256.
    ///
    /// # Errors
    /// The database failed.
    pub async fn clause_set(&self, sha256: &str) -> Result<Option<PublishedClauses>> {
        let sql = format!("SELECT {SET_COLUMNS} FROM clause_sets s WHERE s.sha256 = ?");
        one(self.reader(), &sql, Params::new().with(sha256)).await?.as_ref().map(published_from).transpose()
    }

    /// The set in use: the one published last.
    ///
    /// # Errors
    /// The database failed, or no set is there.
    pub async fn clauses_in_use(&self) -> Result<PublishedClauses> {
        let sql = format!("SELECT {SET_COLUMNS} FROM clause_sets s ORDER BY s.seq DESC LIMIT 1");
        let row = one(self.reader(), &sql, Params::new()).await?;
        row.as_ref().map(published_from).transpose()?.ok_or(StoreError::Missing { what: "clause set" })
    }
}

/// A register that began before there were clauses gets the standard ones.
pub(crate) async fn first_start(store: &Store) -> Result<()> {
    if !store.clause_sets().await?.is_empty() {
        return Ok(());
    }
    let mut work = store.begin(&Actor::system(), "clauses.start").await?;
    if published(&*work.tx).await?.is_empty() {
        let sha256 = work.publish_standard_clauses().await?;
        work.seal(&format!("clauses:{sha256}"), serde_json::Value::Null).await?;
        work.commit().await?;
    }
    Ok(())
}
