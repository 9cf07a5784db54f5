//! SQLite: one writer that may wait, many readers that cannot write, nothing acknowledged that a power cut could take.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, SqlxSqliteConnector};

use super::statement::{Params, one};
use crate::{Result, StoreError};

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .statement_cache_capacity(200)
        .pragma("temp_store", "memory")
        .disable_statement_logging()
}

fn refused(error: sea_orm::sqlx::Error) -> StoreError {
    StoreError::Database(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}

/// The one connection that writes.
pub(super) async fn writer(path: &Path, patience: Duration) -> Result<DatabaseConnection> {
    let options = options(path)
        .create_if_missing(true)
        .pragma("cache_size", "-5000")
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", "67108864")
        .optimize_on_close(true, 400);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(patience)
        .connect_with(options)
        .await
        .map_err(refused)?;
    let writer = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    demand(&writer, "journal_mode", "wal").await?;
    demand(&writer, "synchronous", "2").await?;
    demand(&writer, "foreign_keys", "1").await?;
    Ok(writer)
}

/// Connections that read.
pub(super) async fn readers(path: &Path, connections: u32) -> Result<DatabaseConnection> {
    let options = options(path).pragma("query_only", "1").pragma("cache_size", "-8000").row_buffer_size(500);
    let pool = SqlitePoolOptions::new()
        .max_connections(connections.max(2))
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(20))
        .connect_with(options)
        .await
        .map_err(refused)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// Asserts a setting as the database reports it.
async fn demand(db: &DatabaseConnection, setting: &'static str, needed: &'static str) -> Result<()> {
    let row = one(db, &format!("SELECT CAST({setting} AS TEXT) FROM pragma_{setting}"), Params::new()).await?;
    let found: String = row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
    if found.eq_ignore_ascii_case(needed) { Ok(()) } else { Err(StoreError::Setting { setting, found, needed }) }
}

/// Folds the log back into the file and refreshes the planner's figures. Called when the store is closed.
pub(super) async fn settle(writer: &DatabaseConnection) -> Result<()> {
    writer.execute_unprepared("PRAGMA optimize").await?;
    writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}
