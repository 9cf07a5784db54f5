//! Who may decide: the people who hold a role of the council now.

use kakuzuke_domain::accounts::Role;
use uuid::Uuid;

use crate::database::{Params, RowExt, all};
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
}
