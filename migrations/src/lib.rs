//! The tables of the register, for SQLite and PostgreSQL.

mod dialect;
mod m0001_register;
mod m0002_ledger;
mod m0003_work;
mod m0004_search;
mod m0005_accounts;
mod m0006_notices;
mod m0007_approvals;
mod m0008_ledger_filters;
mod m0009_share_codes;
mod m0010_readers;
mod m0011_rotation;
mod m0012_done_jobs;
mod m0013_clauses;
mod m0014_contracts;
mod m0015_supplies;
mod m0016_templates;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Brings a database to the newest tables. Steps already done are skipped.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_register::Migration),
            Box::new(m0002_ledger::Migration),
            Box::new(m0003_work::Migration),
            Box::new(m0004_search::Migration),
            Box::new(m0005_accounts::Migration),
            Box::new(m0006_notices::Migration),
            Box::new(m0007_approvals::Migration),
            Box::new(m0008_ledger_filters::Migration),
            Box::new(m0014_contracts::Migration),
            Box::new(m0015_supplies::Migration),
            Box::new(m0016_templates::Migration),
            Box::new(m0009_share_codes::Migration),
            Box::new(m0012_done_jobs::Migration),
            Box::new(m0013_clauses::Migration),
            Box::new(m0010_readers::Migration),
            Box::new(m0011_rotation::Migration),
        ]
    }
}
