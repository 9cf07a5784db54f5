//! One supplier with its grade: what a page, the JSON API and the command line show.

use std::sync::Arc;

use chrono::NaiveDate;
use kakuzuke_domain::grades::{self, Band, Grade};
use kakuzuke_domain::schemes::Scheme;
use kakuzuke_store::{AsOf, Buyer, SupplierRecord};
use uuid::Uuid;

use crate::Services;
use crate::errors::Result;

/// A supplier as of two dates, and the scheme by which it is graded.
#[derive(Clone, Debug)]
pub struct SupplierView {
    /// What was known of it.
    pub record: SupplierRecord,
    /// The scheme.
    pub scheme: Arc<Scheme>,
}

impl SupplierView {
    /// Its grade on `valid_on`, from what was known at `known_at`.
    #[must_use]
    pub fn grade(&self) -> Grade<'_> {
        grades::grade(&self.scheme, &self.record.facts, self.record.as_of.valid_on)
    }

    /// Its grade on another day, from the same knowledge.
    #[must_use]
    pub fn grade_on(&self, day: NaiveDate) -> Grade<'_> {
        grades::grade(&self.scheme, &self.record.facts, day)
    }

    /// The days from `from` to `to` on which band or points change, with what they are from then on.
    #[must_use]
    pub fn timeline(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Band, i64)> {
        grades::timeline(&self.scheme, &self.record.facts, from, to)
    }

    /// What would earn more.
    #[must_use]
    pub fn improvements(&self) -> Vec<grades::Improvement<'_>> {
        grades::improvements(&self.scheme, &self.record.facts, self.record.as_of.valid_on)
    }
}

impl Services {
    /// The scheme by which grades are kept.
    ///
    /// # Errors
    /// There is none.
    pub fn scheme(&self) -> Result<Arc<Scheme>> {
        Ok(self.store().scheme()?)
    }

    /// The buyers, in their customary order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyers(&self) -> Result<Vec<Buyer>> {
        Ok(self.store().every_buyer().await?)
    }

    /// One supplier as of two dates.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplier(&self, id: Uuid, as_of: &AsOf) -> Result<Option<SupplierView>> {
        let scheme = self.scheme()?;
        let record = self.store().supplier(id, as_of).await?;
        Ok(record.map(|record| SupplierView { record, scheme }))
    }

    /// One supplier by its corporate number, as of two dates.
    ///
    /// # Errors
    /// The database failed.
    pub async fn supplier_by_number(&self, number: &str, as_of: &AsOf) -> Result<Option<SupplierView>> {
        let scheme = self.scheme()?;
        let record = self.store().supplier_by_number(number, as_of).await?;
        Ok(record.map(|record| SupplierView { record, scheme }))
    }
}
