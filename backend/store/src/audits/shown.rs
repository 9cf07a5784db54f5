//! The buyers to which the reports and findings of a supplier's audits are shown (design 5).

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::contracts::{IN_FORCE, in_force_on};
use crate::database::{Params, RowExt, all, ids, in_ids};
use crate::{Result, Store};

/// To which of the buyers asked about the audits of which suppliers are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownAudits(HashMap<Uuid, Vec<Uuid>>);

impl ShownAudits {
    /// The buyers to which the audits of a supplier are shown.
    #[must_use]
    pub fn to(&self, supplier: Uuid) -> &[Uuid] {
        self.0.get(&supplier).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Store {
    /// To which of `buyers` the audits of `suppliers`, or of all, are shown on `day`: those with a contract in force. One query,
    /// however many. It goes by what is known now: asking what was known or held before does not bring a contract back.
    ///
    /// # Errors
    /// The database failed.
    pub async fn shown_audits(
        &self,
        buyers: &[Uuid],
        suppliers: Option<&[Uuid]>,
        day: NaiveDate,
    ) -> Result<ShownAudits> {
        let mut shown = ShownAudits::default();
        if buyers.is_empty() {
            return Ok(shown);
        }
        let backend = self.backend();
        let mut params = in_force_on(Params::new(), day).with(ids(buyers.iter().copied()));
        let mut sql = format!(
            "SELECT DISTINCT s.id, b.id FROM buyers b JOIN contracts c ON c.buyer_seq = b.seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.superseded_at IS NULL AND {IN_FORCE} AND {}",
            in_ids(backend, "b.id")
        );
        if let Some(suppliers) = suppliers {
            sql.push_str(&format!(" AND {}", in_ids(backend, "s.id")));
            params.push(ids(suppliers.iter().copied()));
        }
        for row in &all(self.reader(), &sql, params).await? {
            shown.0.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(shown)
    }
}
