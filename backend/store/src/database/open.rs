//! Opening and closing the database at hand.

use std::path::{Path, PathBuf};

use kakuzuke_migrations::{Migrator, MigratorTrait};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::{postgres, sqlite};
use crate::{Result, StoreConfig, StoreError};

/// Connections to one database.
pub(crate) struct Database {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

impl Database {
    pub(crate) fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin_with_options(options).await.map_err(StoreError::from_db)
    }

    pub(crate) async fn close(&self) -> Result<()> {
        if self.backend() == DbBackend::Sqlite {
            self.reader.close_by_ref().await?;
            sqlite::settle(&self.writer).await?;
        }
        self.writer.close_by_ref().await?;
        Ok(())
    }
}

/// Opens the configured database and brings its tables up to date.
pub(crate) async fn open(config: &StoreConfig) -> Result<Database> {
    match config.database.as_deref() {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            let pool = postgres::connect(url, config.connections, config.patience).await?;
            postgres::migrate(&pool).await?;
            Ok(Database { writer: pool.clone(), reader: pool })
        }
        other => {
            let path = sqlite_path(other, &config.data_dir);
            let writer = sqlite::writer(&path, config.patience).await?;
            Migrator::up(&writer, None).await?;
            let reader = sqlite::readers(&path, config.connections).await?;
            Ok(Database { writer, reader })
        }
    }
}

fn sqlite_path(url: Option<&str>, data_dir: &Path) -> PathBuf {
    let Some(url) = url else { return data_dir.join("register.sqlite") };
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    PathBuf::from(path.split('?').next().unwrap_or(path))
}
