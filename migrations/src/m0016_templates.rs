//! Templates that buyers design for their papers; a replaced one stays readable.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0016_templates"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE buyer_templates (id {UUID} NOT NULL PRIMARY KEY, buyer_id {UUID} NOT NULL, sha256 TEXT NOT NULL, file_name TEXT NOT NULL, \
     recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, superseded_at BIGINT, superseded_by TEXT)",
    "CREATE INDEX buyer_templates_buyer ON buyer_templates (buyer_id, recorded_at)",
    "CREATE UNIQUE INDEX buyer_templates_current ON buyer_templates (buyer_id) WHERE superseded_at IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
