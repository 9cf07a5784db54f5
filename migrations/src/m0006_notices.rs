//! Notices to people, what each person wants to be told how, and which day's reminders are done.
//!
//! Nothing here holds a name or an address of a person: those are looked up in the accounts when a mail is sent.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_notices"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE notices (id {UUID} NOT NULL PRIMARY KEY, account_id {UUID} NOT NULL, kind TEXT NOT NULL, arguments TEXT NOT NULL, \
     href TEXT NOT NULL, notice_key TEXT NOT NULL, channel TEXT NOT NULL, created_at BIGINT NOT NULL, read_at BIGINT, digest_on DATE)",
    "CREATE UNIQUE INDEX notices_key ON notices (account_id, notice_key)",
    "CREATE INDEX notices_account ON notices (account_id, created_at, id)",
    "CREATE INDEX notices_unread ON notices (account_id) WHERE read_at IS NULL",
    "CREATE INDEX notices_digest ON notices (account_id) WHERE channel = 'digest' AND digest_on IS NULL",
    "CREATE INDEX notices_digested ON notices (account_id, digest_on) WHERE digest_on IS NOT NULL",
    "CREATE TABLE notice_settings (account_id {UUID} NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL, \
     PRIMARY KEY (account_id, kind)) {CLUSTERED}",
    "CREATE TABLE daily_passes (name TEXT NOT NULL PRIMARY KEY, done_on DATE NOT NULL)",
    "CREATE INDEX jobs_dead ON jobs (created_at, id) WHERE state = 3",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
