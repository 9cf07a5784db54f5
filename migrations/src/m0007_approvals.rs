//! Four eyes: what was proposed, in all its versions, and every step that was taken.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_approvals"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE approvals (id {UUID} NOT NULL PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, \
     version BIGINT NOT NULL, proposed_by {UUID} NOT NULL, proposed_at BIGINT NOT NULL, closed_at BIGINT)",
    "CREATE INDEX approvals_waiting ON approvals (proposed_at, id) WHERE state = 'waiting'",
    "CREATE INDEX approvals_proposed ON approvals (proposed_at, id)",
    "CREATE TABLE approval_versions (approval_id {UUID} NOT NULL REFERENCES approvals (id), version BIGINT NOT NULL, content TEXT NOT NULL, \
     sha256 TEXT NOT NULL, written_by {UUID} NOT NULL, written_at BIGINT NOT NULL, PRIMARY KEY (approval_id, version)) {CLUSTERED}",
    "CREATE TABLE approval_steps (approval_id {UUID} NOT NULL REFERENCES approvals (id), ordinal BIGINT NOT NULL, step TEXT NOT NULL, \
     taken_by {UUID} NOT NULL, taken_at BIGINT NOT NULL, version BIGINT NOT NULL, reason TEXT, PRIMARY KEY (approval_id, ordinal)) {CLUSTERED}",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
