//! Roles: granted in a circle, and ended; the history stays.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Grant;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use uuid::Uuid;

use super::circle;
use crate::database::{Params, RowExt, all, exec, ids, in_ids};
use crate::{Result, StoreError, Work};

/// A role that a person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// The role and its circle.
    pub grant: Grant,
    /// Since when.
    pub granted_at: DateTime<Utc>,
    /// Until when, if it has ended.
    pub ended_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "g.id, g.account_id, g.role, g.circle, g.tenant_id, g.granted_at, g.ended_at";

fn grant_from(row: &QueryResult) -> Result<GrantRow> {
    let (role, word): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(GrantRow {
        id: row.get(0)?,
        account: row.get(1)?,
        grant: circle::grant(&role, &word, row.get(4)?)?,
        granted_at: row.instant(5)?,
        ended_at: row.instant_or_none(6)?,
    })
}

/// The present roles of these accounts, in the order in which they were granted.
pub(super) async fn grants_of(db: &impl ConnectionTrait, accounts: &[Uuid]) -> Result<Vec<GrantRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM grants g WHERE {} AND g.ended_at IS NULL ORDER BY g.granted_at, g.id",
        in_ids(db.get_database_backend(), "g.account_id")
    );
    let params = Params::new().with(ids(accounts.iter().copied()));
    all(db, &sql, params).await?.iter().map(grant_from).collect()
}

/// The roles of an account, those that ended among them, the latest first.
pub(super) async fn history(db: &impl ConnectionTrait, account: Uuid) -> Result<Vec<GrantRow>> {
    let sql = format!("SELECT {COLUMNS} FROM grants g WHERE g.account_id = ? ORDER BY g.granted_at DESC, g.id DESC");
    all(db, &sql, Params::new().with(account)).await?.iter().map(grant_from).collect()
}

impl Work {
    /// Gives a person a role in a circle, and seals it. A role that the person has already stays as it is.
    ///
    /// # Errors
    /// `role_outside_circle` if that circle knows no such role.
    pub async fn grant(&mut self, account: Uuid, grant: Grant) -> Result<()> {
        if !grant.tenant.takes(grant.role) {
            return Err(StoreError::Conflict { code: "role_outside_circle" });
        }
        if grants_of(&*self.tx, &[account]).await?.iter().any(|row| row.grant == grant) {
            return Ok(());
        }
        let (word, tenant) = circle::stored(grant.tenant);
        let sql = "INSERT INTO grants (id, account_id, role, circle, tenant_id, granted_by, granted_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(self.new_id())
            .with(account)
            .with(grant.role.as_str())
            .with(word)
            .with(tenant)
            .with(self.actor().as_str())
            .with(self.recorded_micros());
        exec(&*self.tx, sql, params).await?;
        let detail = json!({ "account": account, "role": grant.role, "circle": word, "tenant": tenant });
        self.seal_grant(account, grant, detail).await
    }

    /// Ends a role, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person does not have it.
    pub async fn end_grant(&mut self, account: Uuid, grant: Grant) -> Result<()> {
        let held = grants_of(&*self.tx, &[account]).await?.into_iter().find(|row| row.grant == grant);
        let held = held.ok_or(StoreError::Missing { what: "grant" })?;
        let sql = "UPDATE grants SET ended_at = ?, ended_by = ? WHERE id = ?";
        let params = Params::new().with(self.recorded_micros()).with(self.actor().as_str()).with(held.id);
        exec(&*self.tx, sql, params).await?;
        let (word, tenant) = circle::stored(grant.tenant);
        let detail = json!({ "account": account, "role": grant.role, "circle": word, "tenant": tenant, "ended": true });
        self.seal_grant(account, grant, detail).await
    }
}
