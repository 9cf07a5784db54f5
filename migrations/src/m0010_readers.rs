//! Who reads which entry of the ledger, with what entries are looked for by; and what the first page looks up for each role.
//!
//! Entries of before name no readers in their sealed text: those about a supplier or another common thing are shown to the
//! offices, and all others to nobody but those who read everything.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_readers"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE ledger_readers (entry_seq BIGINT NOT NULL, audience TEXT NOT NULL, actor TEXT NOT NULL, command TEXT NOT NULL, \
     PRIMARY KEY (entry_seq, audience)) {CLUSTERED}",
    "INSERT INTO ledger_readers (entry_seq, audience, actor, command) SELECT seq, subject, actor, command FROM ledger_entries \
     WHERE subject LIKE 'supplier:%'",
    "INSERT INTO ledger_readers (entry_seq, audience, actor, command) SELECT seq, 'offices', actor, command FROM ledger_entries \
     WHERE subject LIKE 'supplier:%' OR subject LIKE 'attestation:%' OR subject LIKE 'audit:%' OR subject LIKE 'scheme:%' \
     OR subject IN ('register', 'import:suppliers', 'import:attestations', 'import:audits', 'import:corporate-numbers')",
    "CREATE INDEX ledger_readers_audience ON ledger_readers (audience, entry_seq)",
    "CREATE INDEX ledger_readers_command ON ledger_readers (audience, command, entry_seq)",
    "CREATE INDEX ledger_readers_actor ON ledger_readers (audience, actor, entry_seq)",
    "CREATE INDEX contracts_ending_of_buyer ON contracts (buyer_seq, valid_to) WHERE superseded_at IS NULL AND valid_to IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
