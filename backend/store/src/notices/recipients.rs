//! Whom a supplier's affairs concern: the supplier's own people, and those who look after it at its buyers.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::accounts::{account_is_open, role_holds};
use crate::clock::micros;
use crate::contracts::{IN_FORCE, in_force_on};
use crate::database::{Params, RowExt, all, in_ints, ints};
use crate::{Result, Store};

impl Store {
    /// The people each of these suppliers concerns on `day`: its own, and those in procurement and security of the buyers that
    /// have a contract in force with it. One query, however many suppliers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn concerned(&self, suppliers: &[i64], day: NaiveDate) -> Result<HashMap<i64, Vec<Uuid>>> {
        let (backend, now) = (self.backend(), micros(self.now()));
        let (holds, open) = (role_holds(now), account_is_open(now));
        let sql = format!(
            "SELECT c.supplier_seq, g.account_id FROM contracts c JOIN buyers b ON b.seq = c.buyer_seq \
             JOIN grants g ON g.circle = 'buyer' AND g.tenant_id = b.id AND {holds} AND g.role IN ('procurement', 'security') \
             JOIN accounts a ON a.id = g.account_id AND {open} \
             WHERE {} AND c.superseded_at IS NULL AND {IN_FORCE} \
             UNION \
             SELECT s.seq, g.account_id FROM suppliers s JOIN grants g ON g.circle = 'supplier' AND g.tenant_id = s.id \
             AND {holds} AND g.role = 'supplier' JOIN accounts a ON a.id = g.account_id AND {open} WHERE {} \
             ORDER BY 1, 2",
            in_ints(backend, "c.supplier_seq"),
            in_ints(backend, "s.seq")
        );
        let set = || ints(suppliers.iter().copied());
        let params = in_force_on(Params::new().with(set()), day).with(set());
        let mut found: HashMap<i64, Vec<Uuid>> = HashMap::new();
        for row in &all(self.reader(), &sql, params).await? {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(found)
    }

    /// The people in procurement of each of these buyers, by the buyer. One query, however many buyers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn procurers(&self, buyers: &[i64]) -> Result<HashMap<i64, Vec<Uuid>>> {
        let now = micros(self.now());
        let (holds, open) = (role_holds(now), account_is_open(now));
        let sql = format!(
            "SELECT b.seq, g.account_id FROM buyers b JOIN grants g ON g.circle = 'buyer' AND g.tenant_id = b.id \
             AND {holds} AND g.role = 'procurement' JOIN accounts a ON a.id = g.account_id AND {open} \
             WHERE {} ORDER BY 1, 2",
            in_ints(self.backend(), "b.seq")
        );
        let mut found: HashMap<i64, Vec<Uuid>> = HashMap::new();
        for row in &all(self.reader(), &sql, Params::new().with(ints(buyers.iter().copied()))).await? {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(found)
    }
}
