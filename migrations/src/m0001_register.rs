//! Suppliers, what is known of them, buyers, contracts, schemes and the list read model.
//!
//! Instants (`*_at`) are microseconds since 1970 in UTC; days are dates; money is whole yen.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_register"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE suppliers (seq {KEY}, id {UUID} NOT NULL, kind SMALLINT NOT NULL, number TEXT, \
     registered_at BIGINT NOT NULL, entry_seq BIGINT NOT NULL, sha {BYTES} NOT NULL)",
    "CREATE UNIQUE INDEX suppliers_id ON suppliers (id)",
    "CREATE UNIQUE INDEX suppliers_number ON suppliers (number)",
    "CREATE TABLE facts (seq {KEY}, fact_id {UUID} NOT NULL, supplier_seq BIGINT NOT NULL REFERENCES suppliers (seq), \
     room SMALLINT NOT NULL, valid_from DATE, valid_to DATE, related_seq BIGINT, watched BOOLEAN NOT NULL, body TEXT NOT NULL, details TEXT, recorded_at BIGINT NOT NULL, \
     superseded_at BIGINT, reason TEXT, entry_seq BIGINT NOT NULL, superseded_entry BIGINT, sha {BYTES} NOT NULL)",
    "CREATE INDEX facts_supplier ON facts (supplier_seq, room)",
    "CREATE INDEX facts_fact ON facts (fact_id)",
    "CREATE INDEX facts_related ON facts (related_seq) WHERE related_seq IS NOT NULL",
    "CREATE INDEX facts_watched ON facts (room, seq) WHERE watched AND superseded_at IS NULL",
    "CREATE INDEX facts_superseded ON facts (superseded_entry) WHERE superseded_entry IS NOT NULL",
    "CREATE INDEX facts_expiring ON facts (room, valid_to) WHERE valid_to IS NOT NULL AND superseded_at IS NULL",
    "CREATE TABLE buyers (seq {KEY}, id {UUID} NOT NULL, code TEXT, name TEXT NOT NULL, kana TEXT, romaji TEXT, number TEXT, \
     sort BIGINT NOT NULL, recorded_at BIGINT NOT NULL, entry_seq BIGINT NOT NULL, sha {BYTES} NOT NULL)",
    "CREATE UNIQUE INDEX buyers_id ON buyers (id)",
    "CREATE UNIQUE INDEX buyers_code ON buyers (code)",
    "CREATE TABLE contracts (seq {KEY}, contract_id {UUID} NOT NULL, buyer_seq BIGINT NOT NULL REFERENCES buyers (seq), \
     supplier_seq BIGINT NOT NULL REFERENCES suppliers (seq), title TEXT NOT NULL, awarded_on DATE, valid_from DATE, valid_to DATE, \
     amount_yen BIGINT, amount_note TEXT, source_key TEXT, details TEXT, recorded_at BIGINT NOT NULL, superseded_at BIGINT, \
     reason TEXT, entry_seq BIGINT NOT NULL, superseded_entry BIGINT, sha {BYTES} NOT NULL)",
    "CREATE INDEX contracts_contract ON contracts (contract_id)",
    "CREATE INDEX contracts_buyer ON contracts (buyer_seq, supplier_seq) WHERE superseded_at IS NULL",
    "CREATE INDEX contracts_supplier ON contracts (supplier_seq)",
    "CREATE INDEX contracts_source ON contracts (buyer_seq, source_key) WHERE source_key IS NOT NULL",
    "CREATE INDEX contracts_superseded ON contracts (superseded_entry) WHERE superseded_entry IS NOT NULL",
    "CREATE TABLE schemes (seq {KEY}, sha256 TEXT NOT NULL UNIQUE, scheme_id TEXT NOT NULL, version TEXT NOT NULL, \
     effective_from DATE NOT NULL, toml TEXT NOT NULL, published_at BIGINT NOT NULL, entry_seq BIGINT NOT NULL, sha {BYTES} NOT NULL)",
    "CREATE TABLE listings (supplier_seq {KEY}, id {UUID} NOT NULL, name TEXT NOT NULL, sort_key TEXT {BYTEWISE} NOT NULL, number TEXT, \
     kind SMALLINT NOT NULL, place TEXT, closed_on DATE, band SMALLINT NOT NULL, points_milli BIGINT NOT NULL, \
     coverage_milli BIGINT NOT NULL, conditional_until DATE, next_change_on DATE, refresh_on DATE, star SMALLINT NOT NULL, \
     isms BOOLEAN NOT NULL, privacy_mark BOOLEAN NOT NULL, cell SMALLINT NOT NULL, graded_on DATE NOT NULL, \
     scheme_sha {BYTES} NOT NULL, entry_seq BIGINT NOT NULL)",
    "CREATE INDEX listings_cell ON listings (cell, supplier_seq)",
    "CREATE INDEX listings_points ON listings (cell, points_milli, supplier_seq)",
    "CREATE INDEX listings_name ON listings (sort_key, supplier_seq)",
    "CREATE INDEX listings_refresh ON listings (refresh_on) WHERE refresh_on IS NOT NULL",
    "CREATE INDEX listings_change ON listings (next_change_on, supplier_seq) WHERE next_change_on IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
