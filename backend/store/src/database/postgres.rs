//! PostgreSQL: one pool for reading and writing; migrations under an advisory lock.

use std::time::Duration;

use kakuzuke_migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, TransactionTrait};

use crate::{Result, StoreError};

/// Any number, the same in every instance: only one of them brings the tables up to date at a time.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(7041964350)";

pub(super) async fn connect(url: &str, connections: u32, patience: Duration) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections.max(4))
        .acquire_timeout(patience)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(without_jit)
        .set_application_name("kakuzuke");
    sea_orm::Database::connect(options).await.map_err(StoreError::from_db)
}

/// Our statements touch few rows for a short time; compiling one takes the server a hundred times as long as running it.
fn without_jit(options: PgConnectOptions) -> PgConnectOptions {
    options.options([("jit", "off")])
}

/// Brings the tables up to date. A second instance waits and then finds nothing to do.
pub(super) async fn migrate(db: &DatabaseConnection) -> Result<()> {
    let lock = db.begin().await?;
    lock.execute_unprepared(MIGRATION_LOCK).await?;
    Migrator::up(db, None).await?;
    lock.commit().await?;
    Ok(())
}
