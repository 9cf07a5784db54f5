//! Staff rotation: roles and closings that are planned for a day, and work that one person takes over from another.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_rotation"
    }
}

const STATEMENTS: &[&str] = &[
    "ALTER TABLE grants ADD COLUMN begins_at BIGINT",
    "ALTER TABLE grants ADD COLUMN ends_at BIGINT",
    "ALTER TABLE accounts ADD COLUMN closes_at BIGINT",
    "ALTER TABLE invitations ADD COLUMN role_begins_at BIGINT",
    "ALTER TABLE invitations ADD COLUMN role_ends_at BIGINT",
    "CREATE INDEX invitations_email ON invitations (email)",
    "CREATE INDEX invitations_by ON invitations (invited_by) WHERE used_at IS NULL AND ended_at IS NULL",
    "ALTER TABLE imports ADD COLUMN carried_on_by {UUID}",
    "CREATE INDEX imports_actor ON imports (actor)",
    "CREATE INDEX imports_carried_on ON imports (carried_on_by) WHERE carried_on_by IS NOT NULL",
    "ALTER TABLE approval_steps ADD COLUMN given_to {UUID}",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
