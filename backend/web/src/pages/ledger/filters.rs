//! The filters of the ledger as addresses hold them.

use chrono::NaiveDate;
use kakuzuke_domain::facts::days::parse_day;
use kakuzuke_store::ledger::EntryQuery;
use serde::Serialize;
use uuid::Uuid;

use crate::error::{AppError, Result};

/// Who, what, about whom and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Filters {
    /// An actor, as recorded.
    pub actor: Option<String>,
    /// A command, as recorded.
    pub command: Option<String>,
    /// A supplier: everything that changed something of it.
    pub supplier: Option<Uuid>,
    /// A subject, as recorded.
    pub subject: Option<String>,
    /// The first Japanese day.
    pub from: Option<String>,
    /// The last Japanese day.
    pub to: Option<String>,
}

impl Filters {
    /// What the store is asked.
    ///
    /// # Errors
    /// `not_a_date` for a day that is none.
    pub fn query(&self, before: Option<i64>, limit: u32) -> Result<EntryQuery> {
        Ok(EntryQuery {
            subject: self.subject.clone(),
            supplier: self.supplier,
            actor: self.actor.clone(),
            command: self.command.clone(),
            from: day("from", self.from.as_deref())?,
            to: day("to", self.to.as_deref())?,
            before,
            limit,
        })
    }
}

fn day(field: &str, text: Option<&str>) -> Result<Option<NaiveDate>> {
    text.map(|text| parse_day(text.trim()).ok_or_else(|| AppError::invalid(field, "not_a_date"))).transpose()
}
