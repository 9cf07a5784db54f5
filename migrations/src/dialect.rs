//! The few words that differ between the two databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Runs statements written once for both databases: `{KEY}`, `{UUID}`, `{BYTES}`, `{CLUSTERED}` and `{BYTEWISE}` become the words of the one at hand.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let words: [(&str, &str); 5] = match manager.get_database_backend() {
        DbBackend::Postgres => [
            ("{KEY}", "BIGINT PRIMARY KEY"),
            ("{UUID}", "UUID"),
            ("{BYTES}", "BYTEA"),
            ("{CLUSTERED}", ""),
            ("{BYTEWISE}", "COLLATE \"C\""),
        ],
        _ => [
            ("{KEY}", "INTEGER PRIMARY KEY"),
            ("{UUID}", "BLOB"),
            ("{BYTES}", "BLOB"),
            ("{CLUSTERED}", "WITHOUT ROWID"),
            ("{BYTEWISE}", "COLLATE BINARY"),
        ],
    };
    for statement in statements {
        let mut sql = (*statement).to_owned();
        for (word, here) in words {
            sql = sql.replace(word, here);
        }
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}
