//! The open store: connections, key, files, and the scheme in force.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::schemes::Scheme;
use object_store::ObjectStore;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use uuid::Uuid;

use crate::database::{Database, Params, exec, open};
use crate::ledger::{PublicKey, SigningKeyFile};
use crate::{Result, StoreConfig, StoreError, clauses, files, schemes};

/// The records. Clones share everything.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) config: StoreConfig,
    pub(crate) database: Database,
    pub(crate) key: SigningKeyFile,
    pub(crate) files: Arc<dyn ObjectStore>,
    scheme: RwLock<Option<Arc<Scheme>>>,
    fresh_on: Mutex<Option<NaiveDate>>,
}

impl Store {
    /// Opens the records and brings them up to date: tables, signing key, and at the first start the wards and the default scheme.
    ///
    /// # Errors
    /// The folder cannot be used, the database cannot be reached or lacks a setting that safety needs.
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let store = Self::open_as_it_is(config).await?;
        schemes::first_start(&store).await?;
        clauses::first_start(&store).await?;
        Ok(store)
    }

    /// Opens the records to verify or export their ledger: nothing in them needs to be sound, and no scheme is in force.
    ///
    /// # Errors
    /// As [`Store::open`], except that damaged records are none.
    pub async fn open_as_it_is(config: StoreConfig) -> Result<Self> {
        let folder = &config.data_dir;
        std::fs::create_dir_all(folder)
            .map_err(|source| StoreError::Folder { path: folder.display().to_string(), source })?;
        let key = SigningKeyFile::open(folder)?;
        let files = files::open(&config)?;
        let database = open(&config).await?;
        let inner = Inner { config, database, key, files, scheme: RwLock::default(), fresh_on: Mutex::default() };
        Ok(Self(Arc::new(inner)))
    }

    /// Lets go of the database; SQLite folds its log into the file. The last call.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close(&self) -> Result<()> {
        self.0.database.close().await
    }

    /// Asks the database whether it is there.
    ///
    /// # Errors
    /// It is not.
    pub async fn ping(&self) -> Result<()> {
        exec(self.reader(), "SELECT 1", Params::new()).await.map(|_| ())
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.config.clock.now()
    }

    /// The present Japanese day.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.0.config.clock.today()
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.0.config.ids.next()
    }

    /// What the store was opened with.
    #[must_use]
    pub fn config(&self) -> &StoreConfig {
        &self.0.config
    }

    /// True for SQLite, false for PostgreSQL.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }

    /// The public half of the key that signs the ledger.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        self.0.key.public()
    }

    /// The scheme by which grades are kept: the one published last.
    ///
    /// # Errors
    /// There is none, or it is damaged.
    pub fn scheme(&self) -> Result<Arc<Scheme>> {
        let scheme = self.0.scheme.read().unwrap_or_else(PoisonError::into_inner);
        scheme.clone().ok_or(StoreError::Missing { what: "scheme" })
    }

    /// Writes a complete copy of the SQLite database to a new file.
    ///
    /// # Errors
    /// `backup_by_pg_dump` on PostgreSQL, which has its own tools; else the database failed.
    pub async fn backup_into(&self, file: &Path) -> Result<()> {
        if !self.is_sqlite() {
            return Err(StoreError::Conflict { code: "backup_by_pg_dump" });
        }
        let path = file.display().to_string();
        exec(self.writer(), "VACUUM INTO ?", Params::new().with(path)).await.map(|_| ())
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.0.database.reader
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.0.database.writer
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.0.database.backend()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn set_scheme(&self, scheme: Arc<Scheme>) {
        *self.0.scheme.write().unwrap_or_else(PoisonError::into_inner) = Some(scheme);
    }

    pub(crate) fn is_fresh_on(&self, day: NaiveDate) -> bool {
        *self.0.fresh_on.lock().unwrap_or_else(PoisonError::into_inner) == Some(day)
    }

    pub(crate) fn set_fresh_on(&self, day: Option<NaiveDate>) {
        *self.0.fresh_on.lock().unwrap_or_else(PoisonError::into_inner) = day;
    }
}

/// Which of the two databases a connection speaks to.
pub(crate) fn is_postgres(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}
