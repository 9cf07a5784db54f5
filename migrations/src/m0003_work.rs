//! The tables of work in progress: jobs, files, imports with their problems and proposals, saved mappings.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_work"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE jobs (id {UUID} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state SMALLINT NOT NULL, \
     run_at BIGINT NOT NULL, attempts SMALLINT NOT NULL, max_attempts SMALLINT NOT NULL, lease_token {UUID}, lease_until BIGINT, \
     dedupe TEXT, dedupe_forever BOOLEAN NOT NULL, last_error TEXT, created_at BIGINT NOT NULL, finished_at BIGINT)",
    "CREATE INDEX jobs_ready ON jobs (run_at, id) WHERE state = 0",
    "CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 1",
    "CREATE UNIQUE INDEX jobs_dedupe ON jobs (kind, dedupe) WHERE dedupe IS NOT NULL",
    "CREATE TABLE files (sha256 TEXT NOT NULL PRIMARY KEY, bytes BIGINT NOT NULL, media_type TEXT NOT NULL, file_name TEXT NOT NULL, \
     stored_at BIGINT NOT NULL)",
    "CREATE TABLE imports (id {UUID} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, buyer_code TEXT, file_name TEXT NOT NULL, \
     file_sha256 TEXT NOT NULL, file_bytes BIGINT NOT NULL, state TEXT NOT NULL, options TEXT NOT NULL, report TEXT, \
     rows_done BIGINT NOT NULL, rows_total BIGINT, actor TEXT NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT)",
    "CREATE TABLE import_problems (import_id {UUID} NOT NULL, ordinal BIGINT NOT NULL, sheet TEXT NOT NULL, row_number BIGINT NOT NULL, \
     column_name TEXT NOT NULL, value TEXT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, arguments TEXT NOT NULL, \
     PRIMARY KEY (import_id, ordinal)) {CLUSTERED}",
    "CREATE TABLE import_proposals (import_id {UUID} NOT NULL, ordinal BIGINT NOT NULL, sheet TEXT NOT NULL, row_number BIGINT NOT NULL, \
     name TEXT NOT NULL, cells TEXT NOT NULL, candidates TEXT NOT NULL, decision TEXT, supplier_id {UUID}, decided_by TEXT, \
     decided_at BIGINT, PRIMARY KEY (import_id, ordinal)) {CLUSTERED}",
    "CREATE TABLE mappings (kind TEXT NOT NULL, buyer_code TEXT NOT NULL, mapping TEXT NOT NULL, saved_by TEXT NOT NULL, \
     saved_at BIGINT NOT NULL, PRIMARY KEY (kind, buyer_code)) {CLUSTERED}",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
