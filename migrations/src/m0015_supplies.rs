//! What stands behind contracts: subcontracts, cloud services and their uses, each with its versions.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_supplies"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE supplies (seq {KEY}, record_id {UUID} NOT NULL, kind SMALLINT NOT NULL, contract_id {UUID}, above_id {UUID}, \
     supplier_seq BIGINT REFERENCES suppliers (seq), state SMALLINT NOT NULL, valid_from DATE, valid_to DATE, body TEXT NOT NULL, \
     recorded_at BIGINT NOT NULL, superseded_at BIGINT, reason TEXT, entry_seq BIGINT NOT NULL, superseded_entry BIGINT, \
     sha {BYTES} NOT NULL)",
    "CREATE INDEX supplies_record ON supplies (record_id)",
    "CREATE INDEX supplies_contract ON supplies (contract_id, kind, above_id) WHERE contract_id IS NOT NULL",
    "CREATE INDEX supplies_above ON supplies (above_id) WHERE above_id IS NOT NULL",
    "CREATE INDEX supplies_supplier ON supplies (supplier_seq, kind) WHERE supplier_seq IS NOT NULL",
    "CREATE INDEX supplies_kind ON supplies (kind, seq) WHERE superseded_at IS NULL",
    "CREATE INDEX supplies_superseded ON supplies (superseded_entry) WHERE superseded_entry IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
