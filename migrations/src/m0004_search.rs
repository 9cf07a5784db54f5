//! Search over names. The one place where the two databases need their own tables: FTS5 on SQLite, GIN on PostgreSQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_search"
    }
}

const NAMES: &str = "CREATE TABLE supplier_names (search_key TEXT {BYTEWISE} NOT NULL, supplier_seq BIGINT NOT NULL, \
     is_name BOOLEAN NOT NULL, PRIMARY KEY (supplier_seq, search_key)) {CLUSTERED}";

const NAMES_INDEX: &str = "CREATE INDEX supplier_names_key ON supplier_names (search_key, supplier_seq) WHERE is_name";

/// Each statement of an import leaves a small part of the index; merging eight at a time instead of four costs less.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE supplier_search USING fts5(grams, content='', contentless_delete=1, tokenize='ascii', prefix='1')",
    "INSERT INTO supplier_search (supplier_search, rank) VALUES ('automerge', 8)",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE supplier_search (supplier_seq BIGINT PRIMARY KEY, search_keys TEXT NOT NULL, grams TEXT[] NOT NULL)",
    "CREATE INDEX supplier_search_grams ON supplier_search USING GIN (grams)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &[NAMES, NAMES_INDEX]).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => dialect::run(manager, POSTGRES).await,
            _ => dialect::run(manager, SQLITE).await,
        }
    }
}
