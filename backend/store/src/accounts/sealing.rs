//! Who reads the ledger's entries about people: those of the person's own circles.

use kakuzuke_domain::accounts::{Audience, Grant, Role};
use serde_json::Value;
use uuid::Uuid;

use super::{circle, grants};
use crate::database::{Params, RowExt, one};
use crate::{Result, StoreError, Work};

/// An outside auditor is named an engagement with a supplier, and is none of its people.
fn reader(grant: Grant) -> Option<Audience> {
    grant.tenant.audience().filter(|_| grant.role != Role::Auditor)
}

impl Work {
    /// Seals a change of an account, for the circles in which the person has a role; where none is left, for those in which
    /// the last ones ended.
    pub(super) async fn seal_account(&mut self, account: Uuid, detail: Value) -> Result<()> {
        self.seal_of_person(account, detail).await.map(|_| ())
    }

    /// Seals what happened to a person's work, for the same people; answers the number of the entry.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seal_of_person(&mut self, account: Uuid, detail: Value) -> Result<i64> {
        let history = grants::history(&*self.tx, account).await?;
        let last = history.iter().filter_map(|row| row.ended_at).max();
        let held = |open: bool| {
            history.iter().filter(move |row| if open { row.ended_at.is_none() } else { row.ended_at == last })
        };
        let open = held(true).next().is_some();
        let readers: Vec<Audience> = held(open).filter_map(|row| reader(row.grant)).collect();
        self.seal_for(&readers, &format!("account:{account}"), detail).await
    }

    /// Seals that a role was given or ended, for its circle alone.
    pub(super) async fn seal_grant(&mut self, account: Uuid, grant: Grant, detail: Value) -> Result<()> {
        let readers: Vec<Audience> = reader(grant).into_iter().collect();
        self.seal_for(&readers, &format!("account:{account}"), detail).await.map(|_| ())
    }

    /// Seals a step of an invitation, for the circle it leads into.
    pub(super) async fn seal_invitation(&mut self, id: Uuid, detail: Value) -> Result<()> {
        let sql = "SELECT i.role, i.circle, i.tenant_id FROM invitations i WHERE i.id = ?";
        let row = one(&*self.tx, sql, Params::new().with(id)).await?;
        let row = row.ok_or(StoreError::Missing { what: "invitation" })?;
        let (role, word): (String, String) = (row.get(0)?, row.get(1)?);
        let readers: Vec<Audience> = reader(circle::grant(&role, &word, row.get(2)?)?).into_iter().collect();
        self.seal_for(&readers, &format!("invitation:{id}"), detail).await.map(|_| ())
    }
}
