//! What people are called, and where they work: for pages that say who did something.

use std::collections::HashMap;

use kakuzuke_domain::accounts::Tenant;
use uuid::Uuid;

use super::circle;
use crate::database::{Params, RowExt, all, ids, in_ids};
use crate::{Result, Store};

/// A person as records name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The name; none of somebody erased.
    pub name: Option<String>,
    /// The circles of the person's roles, present ones first, with the name of a buyer or supplier.
    pub circles: Vec<(Tenant, Option<String>)>,
}

impl Store {
    /// People by their ids, in one look; an id may be named more than once.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people_by_ids(&self, accounts: &[Uuid]) -> Result<HashMap<Uuid, PersonName>> {
        if accounts.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "SELECT a.id, a.name, a.erased_at, g.circle, g.tenant_id, COALESCE(b.name, l.name) FROM accounts a \
             LEFT JOIN grants g ON g.account_id = a.id LEFT JOIN buyers b ON g.circle = 'buyer' AND b.id = g.tenant_id \
             LEFT JOIN suppliers s ON g.circle = 'supplier' AND s.id = g.tenant_id LEFT JOIN listings l ON l.supplier_seq = s.seq \
             WHERE {} ORDER BY g.ended_at IS NOT NULL, g.granted_at DESC",
            in_ids(self.backend(), "a.id")
        );
        let mut people: HashMap<Uuid, PersonName> = HashMap::new();
        for row in &all(self.reader(), &sql, Params::new().with(ids(accounts.iter().copied()))).await? {
            let erased = row.instant_or_none(2)?.is_some();
            let name: String = row.get(1)?;
            let person = people
                .entry(row.get(0)?)
                .or_insert_with(|| PersonName { name: (!erased).then_some(name), circles: Vec::new() });
            if let Some(word) = row.get::<Option<String>>(3)? {
                person.circles.push((circle::tenant(&word, row.get(4)?)?, row.get(5)?));
            }
        }
        Ok(people)
    }
}
