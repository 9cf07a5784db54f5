//! Jobs that are done are found by their end, to be forgotten after a while.

use sea_orm_migration::prelude::*;

use crate::dialect;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_done_jobs"
    }
}

const STATEMENTS: &[&str] = &["CREATE INDEX jobs_done ON jobs (finished_at) WHERE state = 2"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}
