//! Roles: granted in a circle, from a day on if need be, and ended; the history stays.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Grant;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::{Value, json};
use uuid::Uuid;

use super::circle;
use super::present::{Term, role_holds, role_is_ahead};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, ids, in_ids};
use crate::{Result, StoreError, Work};

/// A role that a person has, had, or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// The role and its circle.
    pub grant: Grant,
    /// When it was given.
    pub granted_at: DateTime<Utc>,
    /// When it was ended by somebody.
    pub ended_at: Option<DateTime<Utc>>,
    /// For how long it is planned to hold.
    pub term: Term,
}

impl GrantRow {
    /// Since when the role holds.
    #[must_use]
    pub fn since(&self) -> DateTime<Utc> {
        self.term.from.unwrap_or(self.granted_at)
    }

    /// Until when, if an end is known.
    #[must_use]
    pub fn until(&self) -> Option<DateTime<Utc>> {
        self.ended_at.or(self.term.to)
    }

    /// Whether it has ended by an instant.
    #[must_use]
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        self.ended_at.is_some() || self.term.to.is_some_and(|to| to <= at)
    }
}

const COLUMNS: &str =
    "g.id, g.account_id, g.role, g.circle, g.tenant_id, g.granted_at, g.ended_at, g.begins_at, g.ends_at";

fn grant_from(row: &QueryResult) -> Result<GrantRow> {
    let (role, word): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(GrantRow {
        id: row.get(0)?,
        account: row.get(1)?,
        grant: circle::grant(&role, &word, row.get(4)?)?,
        granted_at: row.instant(5)?,
        ended_at: row.instant_or_none(6)?,
        term: Term { from: row.instant_or_none(7)?, to: row.instant_or_none(8)? },
    })
}

async fn matching(db: &impl ConnectionTrait, accounts: &[Uuid], condition: &str) -> Result<Vec<GrantRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM grants g WHERE {} AND {condition} ORDER BY g.granted_at, g.id",
        in_ids(db.get_database_backend(), "g.account_id")
    );
    let params = Params::new().with(ids(accounts.iter().copied()));
    all(db, &sql, params).await?.iter().map(grant_from).collect()
}

/// The roles that these accounts have at an instant, in the order in which they were granted.
pub(super) async fn grants_of(
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<GrantRow>> {
    matching(db, accounts, &role_holds(micros(at))).await
}

/// Every role these accounts have, had or will have, in the order in which they were granted.
pub(super) async fn all_grants_of(db: &impl ConnectionTrait, accounts: &[Uuid]) -> Result<Vec<GrantRow>> {
    matching(db, accounts, "1 = 1").await
}

/// The roles of an account, those that ended among them, the latest first.
pub(super) async fn history(db: &impl ConnectionTrait, account: Uuid) -> Result<Vec<GrantRow>> {
    let sql = format!("SELECT {COLUMNS} FROM grants g WHERE g.account_id = ? ORDER BY g.granted_at DESC, g.id DESC");
    all(db, &sql, Params::new().with(account)).await?.iter().map(grant_from).collect()
}

impl Work {
    /// Gives a person a role in a circle from now on, and seals it. A role that the person has already stays as it is; one
    /// that was to begin or to end on a day holds from now on, without an end.
    ///
    /// # Errors
    /// `role_outside_circle` if that circle knows no such role.
    pub async fn grant(&mut self, account: Uuid, grant: Grant) -> Result<()> {
        self.grant_for(account, grant, Term::default()).await
    }

    /// Gives a person a role in a circle for a while, and seals it. Where the person has it already, or will have it, it never
    /// holds for less than before.
    ///
    /// # Errors
    /// `role_outside_circle` if that circle knows no such role.
    pub async fn grant_for(&mut self, account: Uuid, grant: Grant, term: Term) -> Result<()> {
        if !grant.tenant.takes(grant.role) {
            return Err(StoreError::Conflict { code: "role_outside_circle" });
        }
        let now = self.store.now();
        let term = Term { from: term.from.filter(|from| *from > now), to: term.to };
        let Some(held) = self.held(account, grant).await? else { return self.add_grant(account, grant, term).await };
        let begun = held.term.from.is_none_or(|from| from <= now);
        let earlier = held.term.from.zip(term.from).map(|(held, wanted)| held.min(wanted));
        let later = held.term.to.zip(term.to).map(|(held, wanted)| held.max(wanted));
        let wider = Term { from: if begun { held.term.from } else { earlier }, to: later };
        if wider == held.term { Ok(()) } else { self.set_term(&held, wider).await }
    }

    async fn add_grant(&mut self, account: Uuid, grant: Grant, term: Term) -> Result<()> {
        let (word, tenant) = circle::stored(grant.tenant);
        let sql = "INSERT INTO grants (id, account_id, role, circle, tenant_id, granted_by, granted_at, begins_at, ends_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(self.new_id())
            .with(account)
            .with(grant.role.as_str())
            .with(word)
            .with(tenant)
            .with(self.actor().as_str())
            .with(self.recorded_micros())
            .with(term.from.map(micros))
            .with(term.to.map(micros));
        exec(&*self.tx, sql, params).await?;
        self.seal_term(account, grant, json!({ "from": term.from, "to": term.to })).await
    }

    /// Ends a role now, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person does not have it.
    pub async fn end_grant(&mut self, account: Uuid, grant: Grant) -> Result<()> {
        let held = self.held(account, grant).await?.ok_or(StoreError::Missing { what: "grant" })?;
        let sql = "UPDATE grants SET ended_at = ?, ended_by = ? WHERE id = ?";
        let params = Params::new().with(self.recorded_micros()).with(self.actor().as_str()).with(held.id);
        exec(&*self.tx, sql, params).await?;
        self.seal_term(account, grant, json!({ "ended": true })).await
    }

    /// Plans the end of a role, and seals it; an instant that has passed, or comes before the role begins, ends it now.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person neither has it nor will have it.
    pub async fn end_grant_at(&mut self, account: Uuid, grant: Grant, at: DateTime<Utc>) -> Result<()> {
        let held = self.held(account, grant).await?.ok_or(StoreError::Missing { what: "grant" })?;
        if at <= self.store.now() || held.term.from.is_some_and(|from| from >= at) {
            return self.end_grant(account, grant).await;
        }
        self.set_term(&held, Term { to: Some(at), ..held.term }).await
    }

    async fn set_term(&mut self, held: &GrantRow, term: Term) -> Result<()> {
        let sql = "UPDATE grants SET begins_at = ?, ends_at = ? WHERE id = ?";
        exec(&*self.tx, sql, Params::new().with(term.from.map(micros)).with(term.to.map(micros)).with(held.id)).await?;
        self.seal_term(held.account, held.grant, json!({ "from": term.from, "to": term.to })).await
    }

    /// The role as the person has it or will have it.
    async fn held(&self, account: Uuid, grant: Grant) -> Result<Option<GrantRow>> {
        let ahead = matching(&*self.tx, &[account], &role_is_ahead(micros(self.store.now()))).await?;
        Ok(ahead.into_iter().find(|row| row.grant == grant))
    }

    async fn seal_term(&mut self, account: Uuid, grant: Grant, more: Value) -> Result<()> {
        let (word, tenant) = circle::stored(grant.tenant);
        let mut detail = json!({ "account": account, "role": grant.role, "circle": word, "tenant": tenant });
        if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
            detail.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.seal_grant(account, grant, detail).await
    }
}
