//! Looking into the ledger by command and by day.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_ledger_filters"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE INDEX ledger_entries_command ON ledger_entries (command, seq)",
    "CREATE INDEX ledger_entries_recorded ON ledger_entries (recorded_at, seq)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
