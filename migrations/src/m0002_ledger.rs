//! The tamper-evident record: entries, the one head that serialises writers, and signed tree heads.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_ledger"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE ledger_entries (seq {KEY}, recorded_at BIGINT NOT NULL, actor TEXT NOT NULL, command TEXT NOT NULL, \
     subject TEXT NOT NULL, body TEXT NOT NULL, leaf_hash {BYTES} NOT NULL)",
    "CREATE INDEX ledger_entries_subject ON ledger_entries (subject, seq)",
    "CREATE INDEX ledger_entries_actor ON ledger_entries (actor, seq)",
    "CREATE TABLE ledger_head (id {KEY}, size BIGINT NOT NULL, frontier {BYTES} NOT NULL, recorded_at BIGINT NOT NULL)",
    "INSERT INTO ledger_head (id, size, frontier, recorded_at) VALUES (1, 0, '', 0)",
    "CREATE TABLE tree_heads (size {KEY}, root {BYTES} NOT NULL, signed_at BIGINT NOT NULL, key_id TEXT NOT NULL, \
     signature {BYTES} NOT NULL)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
