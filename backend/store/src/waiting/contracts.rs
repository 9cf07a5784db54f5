//! Contracts that end soon.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Visible;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::{MOST, first};
use crate::database::{Params, RowExt, all, ids, in_ids};
use crate::{Counted, Result, Store};

/// A contract that ends soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingContract {
    /// The contract.
    pub contract_id: Uuid,
    /// Its title.
    pub title: String,
    /// The supplier's name today.
    pub supplier_name: String,
    /// Its last day.
    pub valid_to: NaiveDate,
}

fn ending_from(row: &QueryResult) -> Result<EndingContract> {
    Ok(EndingContract {
        contract_id: row.get(0)?,
        title: row.get(1)?,
        supplier_name: row.get(2)?,
        valid_to: row.get(3)?,
    })
}

impl Store {
    /// Contracts of the buyers among `visible` that end today or later, and by `until`, and are not renewed; the first ones to end.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ending_contracts(
        &self,
        visible: &Visible,
        until: NaiveDate,
        limit: usize,
    ) -> Result<Counted<EndingContract>> {
        let sql = format!(
            "SELECT c.contract_id, c.title, l.name, c.valid_to FROM buyers b JOIN contracts c ON c.buyer_seq = b.seq \
             JOIN listings l ON l.supplier_seq = c.supplier_seq WHERE {} AND c.superseded_at IS NULL AND c.valid_to IS NOT NULL \
             AND c.valid_to BETWEEN ? AND ? AND (c.terms_from IS NULL OR c.terms_from <= ?) AND (c.terms_to IS NULL OR c.terms_to >= ?) \
             AND NOT EXISTS (SELECT 1 FROM contracts n WHERE n.former_id = c.contract_id AND n.superseded_at IS NULL) LIMIT ?",
            in_ids(self.backend(), "b.id")
        );
        let today = self.today();
        let days = Params::new().with(ids(visible.buyers())).with(today).with(until);
        let params = days.with(today).with(today).with(MOST);
        let rows = all(self.reader(), &sql, params).await?;
        let found = rows.iter().map(ending_from).collect::<Result<_>>()?;
        Ok(first(found, limit, |one: &EndingContract| (one.valid_to, one.contract_id)))
    }
}
