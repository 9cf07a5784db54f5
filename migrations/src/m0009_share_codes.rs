//! Share codes, by which suppliers show the reports and findings of their audits, and the buyers that entered them.
//!
//! Of a code the hash is kept; its note can hold a person's name and stands nowhere else.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_share_codes"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE share_codes (id {UUID} NOT NULL PRIMARY KEY, code_sha {BYTES} NOT NULL, supplier_id {UUID} NOT NULL, audit_id {UUID}, \
     note TEXT, made_by {UUID} NOT NULL, made_at BIGINT NOT NULL, ends_on DATE NOT NULL, ended_at BIGINT)",
    "CREATE UNIQUE INDEX share_codes_code ON share_codes (code_sha)",
    "CREATE INDEX share_codes_supplier ON share_codes (supplier_id, id)",
    "CREATE TABLE share_redemptions (code_id {UUID} NOT NULL REFERENCES share_codes (id), buyer_id {UUID} NOT NULL, \
     redeemed_by {UUID} NOT NULL, redeemed_at BIGINT NOT NULL, last_used_at BIGINT, PRIMARY KEY (code_id, buyer_id)) {CLUSTERED}",
    "CREATE INDEX share_redemptions_buyer ON share_redemptions (buyer_id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
