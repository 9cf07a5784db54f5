//! Published sets of standard clauses, and buyers' own texts of them.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_clauses"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE clause_sets (seq {KEY}, sha256 TEXT NOT NULL UNIQUE, set_id TEXT NOT NULL, version TEXT NOT NULL, \
     effective_from DATE NOT NULL, toml TEXT NOT NULL, published_at BIGINT NOT NULL, entry_seq BIGINT NOT NULL, sha {BYTES} NOT NULL)",
    "CREATE TABLE clause_variants (seq {KEY}, variant_id {UUID} NOT NULL, buyer_seq BIGINT NOT NULL REFERENCES buyers (seq), \
     code TEXT NOT NULL, version TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, valid_from DATE NOT NULL, valid_to DATE, \
     judgement TEXT, grounds TEXT, judged_by {UUID}, recorded_at BIGINT NOT NULL, superseded_at BIGINT, reason TEXT, \
     entry_seq BIGINT NOT NULL, superseded_entry BIGINT, sha {BYTES} NOT NULL)",
    "CREATE INDEX clause_variants_variant ON clause_variants (variant_id)",
    "CREATE UNIQUE INDEX clause_variants_current ON clause_variants (buyer_seq, code) WHERE superseded_at IS NULL",
    "CREATE INDEX clause_variants_superseded ON clause_variants (superseded_entry) WHERE superseded_entry IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
