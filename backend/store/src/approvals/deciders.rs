//! Who may decide: the people who hold a role of the council, or of a buyer, now.

use kakuzuke_domain::accounts::Role;
use uuid::Uuid;

use crate::accounts::{account_is_open, role_holds};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, in_texts, texts};
use crate::{Result, Work};

impl Work {
    /// Everyone who holds a role in the council.
    ///
    /// # Errors
    /// The database failed.
    pub async fn council(&self, role: Role) -> Result<Vec<Uuid>> {
        let now = micros(self.store.now());
        let sql = format!(
            "SELECT DISTINCT g.account_id FROM grants g JOIN accounts a ON a.id = g.account_id AND {} \
             WHERE g.circle = 'council' AND g.role = ? AND {} ORDER BY 1",
            account_is_open(now),
            role_holds(now)
        );
        all(&*self.tx, &sql, Params::new().with(role.as_str())).await?.iter().map(|row| row.get(0)).collect()
    }

    /// Everyone who holds one of these roles inside a buyer.
    ///
    /// # Errors
    /// The database failed.
    pub async fn officers(&self, buyer: Uuid, roles: &[Role]) -> Result<Vec<Uuid>> {
        let now = micros(self.store.now());
        let sql = format!(
            "SELECT DISTINCT g.account_id FROM grants g JOIN accounts a ON a.id = g.account_id AND {} \
             WHERE g.circle = 'buyer' AND g.tenant_id = ? AND {} AND {} ORDER BY 1",
            account_is_open(now),
            in_texts(self.backend(), "g.role"),
            role_holds(now)
        );
        let params = Params::new().with(buyer).with(texts(roles.iter().map(|role| role.as_str())));
        all(&*self.tx, &sql, params).await?.iter().map(|row| row.get(0)).collect()
    }
}
