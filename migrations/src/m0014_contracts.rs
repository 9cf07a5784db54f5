//! Contracts with their attributes and amendments, what their end asks for, and proposals that belong to one buyer.
//!
//! `terms_from` and `terms_to` are the days on which the terms of a row hold (open if null): an amendment adds a row from a
//! day on. What the columns from `critical` on say follows from `attributes`; it stands beside them to be found by.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_contracts"
    }
}

const STATEMENTS: &[&str] = &[
    "ALTER TABLE contracts ADD COLUMN terms_from DATE",
    "ALTER TABLE contracts ADD COLUMN terms_to DATE",
    "ALTER TABLE contracts ADD COLUMN former_id {UUID}",
    "ALTER TABLE contracts ADD COLUMN attributes TEXT",
    "ALTER TABLE contracts ADD COLUMN critical SMALLINT",
    "ALTER TABLE contracts ADD COLUMN rule TEXT",
    "ALTER TABLE contracts ADD COLUMN section TEXT",
    "ALTER TABLE contracts ADD COLUMN personal_data SMALLINT",
    "ALTER TABLE contracts ADD COLUMN cloud SMALLINT",
    "ALTER TABLE contracts ADD COLUMN subcontracting SMALLINT",
    "CREATE INDEX contracts_of_buyer ON contracts (buyer_seq, seq)",
    "CREATE INDEX contracts_former ON contracts (former_id) WHERE former_id IS NOT NULL",
    "CREATE INDEX contracts_ending ON contracts (valid_to, seq) WHERE valid_to IS NOT NULL AND superseded_at IS NULL",
    "CREATE TABLE close_outs (seq {KEY}, contract_id {UUID} NOT NULL, step TEXT NOT NULL, outcome TEXT NOT NULL, done_on DATE, \
     evidence TEXT NOT NULL, approval_id {UUID}, recorded_at BIGINT NOT NULL, superseded_at BIGINT, reason TEXT, \
     entry_seq BIGINT NOT NULL, superseded_entry BIGINT, sha {BYTES} NOT NULL)",
    "CREATE INDEX close_outs_contract ON close_outs (contract_id)",
    "CREATE INDEX close_outs_superseded ON close_outs (superseded_entry) WHERE superseded_entry IS NOT NULL",
    "ALTER TABLE approvals ADD COLUMN buyer_id {UUID}",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
