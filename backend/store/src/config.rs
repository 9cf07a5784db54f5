//! What the store must be told when it is opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, SystemClock};
use crate::ids::{Ids, SystemIds};

/// Where the records are, and where time and ids come from.
#[derive(Clone)]
pub struct StoreConfig {
    /// The data folder: SQLite file, uploads, signing key.
    pub data_dir: PathBuf,
    /// `postgres://…`, `sqlite://PATH`, or nothing for `register.sqlite` in the data folder.
    pub database: Option<String>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Where uploads are kept.
    pub files: FilesConfig,
    /// Connections for reading (SQLite), or connections altogether (PostgreSQL).
    pub connections: u32,
    /// How long a writer waits for its turn before it is told that the register is busy.
    pub patience: Duration,
}

/// Where uploads are kept.
#[derive(Clone, Default)]
pub enum FilesConfig {
    /// In `files/` of the data folder.
    #[default]
    Folder,
    /// In a bucket of an S3-compatible service.
    S3 {
        /// Bucket.
        bucket: String,
        /// Address of the service; AWS if absent.
        endpoint: Option<String>,
        /// Region.
        region: String,
        /// Access key id.
        access_key: String,
        /// Secret key.
        secret_key: String,
    },
}

impl StoreConfig {
    /// The defaults for a data folder: SQLite, the machine's clock, uploads in the folder.
    #[must_use]
    pub fn new(data_dir: impl AsRef<Path>) -> Self {
        Self {
            data_dir: data_dir.as_ref().to_owned(),
            database: None,
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds),
            files: FilesConfig::Folder,
            connections: 8,
            patience: Duration::from_secs(60),
        }
    }

    /// With another database.
    #[must_use]
    pub fn with_database(mut self, database: Option<String>) -> Self {
        self.database = database;
        self
    }

    /// With another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// With another source of ids.
    #[must_use]
    pub fn with_ids(mut self, ids: Arc<dyn Ids>) -> Self {
        self.ids = ids;
        self
    }
}
