//! The buyers to which the reports and findings of a supplier's audits are shown (design 5).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::clock::micros;
use crate::contracts::{IN_FORCE, in_force_on};
use crate::database::{Params, RowExt, all, exec, ids, in_ids};
use crate::{Result, Store};

/// How exactly the last use of a code is remembered.
const USED_EVERY: TimeDelta = TimeDelta::hours(1);

/// To which of the buyers asked about the audits of which suppliers are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownAudits {
    by_supplier: HashMap<Uuid, Vec<Shown>>,
    codes: Vec<UsedCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    buyer: Uuid,
    /// The only audit that is shown; none for all of them.
    audit: Option<Uuid>,
}

/// A code by which something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct UsedCode {
    code: Uuid,
    buyer: Uuid,
    last_used_at: Option<DateTime<Utc>>,
}

impl ShownAudits {
    /// The buyers to which an audit of a supplier is shown; without an audit, those to which all are, also later ones.
    #[must_use]
    pub fn to(&self, supplier: Uuid, audit: Option<Uuid>) -> Vec<Uuid> {
        let shown = self.by_supplier.get(&supplier).into_iter().flatten();
        shown.filter(|one| one.audit.is_none() || one.audit == audit).map(|one| one.buyer).collect()
    }
}

impl Store {
    /// To which of `buyers` the audits of `suppliers`, or of all, are shown on `day`: those with a contract in force, and those
    /// that entered a code which is still good. One query, however many. It goes by what is known now: asking what was known
    /// or held before does not bring a contract back.
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
        let of = |column| suppliers.map(|_| format!(" AND {}", in_ids(self.backend(), column))).unwrap_or_default();
        let sql = format!(
            "SELECT s.id, b.id, CAST(NULL AS {0}), CAST(NULL AS {0}), CAST(NULL AS BIGINT) FROM buyers b \
             JOIN contracts c ON c.buyer_seq = b.seq JOIN suppliers s ON s.seq = c.supplier_seq \
             WHERE c.superseded_at IS NULL AND {IN_FORCE} AND {1}{2} \
             UNION SELECT d.supplier_id, r.buyer_id, d.audit_id, d.id, r.last_used_at FROM share_redemptions r \
             JOIN share_codes d ON d.id = r.code_id WHERE d.ended_at IS NULL AND d.ends_on >= ? AND {3}{4}",
            if self.is_sqlite() { "BLOB" } else { "UUID" },
            in_ids(self.backend(), "b.id"),
            of("s.id"),
            in_ids(self.backend(), "r.buyer_id"),
            of("d.supplier_id"),
        );
        let both = |mut params: Params| {
            params.push(ids(buyers.iter().copied()));
            if let Some(suppliers) = suppliers {
                params.push(ids(suppliers.iter().copied()));
            }
            params
        };
        let params = both(both(in_force_on(Params::new(), day)).with(day));
        for row in &all(self.reader(), &sql, params).await? {
            let (supplier, buyer) = (row.get(0)?, row.get(1)?);
            shown.by_supplier.entry(supplier).or_default().push(Shown { buyer, audit: row.get(2)? });
            if let Some(code) = row.get::<Option<Uuid>>(3)? {
                shown.codes.push(UsedCode { code, buyer, last_used_at: row.instant_or_none(4)? });
            }
        }
        Ok(shown)
    }

    /// Remembers that buyers looked at audits by their codes. Written at most once an hour for each.
    ///
    /// # Errors
    /// The database failed.
    pub async fn touch_share_codes(&self, shown: &ShownAudits) -> Result<()> {
        let now = self.now();
        for used in &shown.codes {
            if used.last_used_at.is_none_or(|used| now - used >= USED_EVERY) {
                let sql = "UPDATE share_redemptions SET last_used_at = ? WHERE code_id = ? AND buyer_id = ?";
                exec(self.writer(), sql, Params::new().with(micros(now)).with(used.code).with(used.buyer)).await?;
            }
        }
        Ok(())
    }
}
