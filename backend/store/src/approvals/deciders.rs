//! Who may decide: the people who hold a role of the council, or of a buyer, now.

use kakuzuke_domain::accounts::Role;
use uuid::Uuid;

use crate::database::{Params, RowExt, all, in_texts, texts};
use crate::{Result, Work};

impl Work {
    /// Everyone who holds a role in the council.
    ///
    /// # Errors
    /// The database failed.
    pub async fn council(&self, role: Role) -> Result<Vec<Uuid>> {
        let sql = "SELECT DISTINCT g.account_id FROM grants g JOIN accounts a ON a.id = g.account_id AND a.deactivated_at IS NULL \
             WHERE g.circle = 'council' AND g.role = ? AND g.ended_at IS NULL ORDER BY 1";
        all(&*self.tx, sql, Params::new().with(role.as_str())).await?.iter().map(|row| row.get(0)).collect()
    }

    /// Everyone who holds one of these roles inside a buyer.
    ///
    /// # Errors
    /// The database failed.
    pub async fn officers(&self, buyer: Uuid, roles: &[Role]) -> Result<Vec<Uuid>> {
        let sql = format!(
            "SELECT DISTINCT g.account_id FROM grants g JOIN accounts a ON a.id = g.account_id AND a.deactivated_at IS NULL \
             WHERE g.circle = 'buyer' AND g.tenant_id = ? AND {} AND g.ended_at IS NULL ORDER BY 1",
            in_texts(self.backend(), "g.role")
        );
        let params = Params::new().with(buyer).with(texts(roles.iter().map(|role| role.as_str())));
        all(&*self.tx, &sql, params).await?.iter().map(|row| row.get(0)).collect()
    }
}
