//! An account as it is stored.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Grant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::GrantRow;
use crate::Result;
use crate::database::RowExt;

/// One person's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id, by which the ledger knows the person.
    pub id: Uuid,
    /// Where mail reaches the person, in lower case; none once the person was erased.
    pub email: Option<String>,
    /// The person's name.
    pub name: String,
    /// The person's language: `ja` or `en`.
    pub language: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When somebody closed it.
    pub deactivated_at: Option<DateTime<Utc>>,
    /// When it is planned to close.
    pub closes_at: Option<DateTime<Utc>>,
    /// Hash of the password (PHC string).
    pub password: Option<String>,
    /// When the password was set.
    pub password_set_at: Option<DateTime<Utc>>,
    /// Since when one-time passwords are in use.
    pub totp_since: Option<DateTime<Utc>>,
    /// How many passkeys the person has.
    pub passkeys: u64,
}

impl Account {
    /// When it was closed, if it is at this instant.
    #[must_use]
    pub fn closed_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.deactivated_at.or(self.closes_at.filter(|at| *at <= now))
    }

    /// Whether the person has a second factor to prove.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.totp_since.is_some() || self.passkeys > 0
    }
}

/// An account with its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// Its roles now.
    pub grants: Vec<GrantRow>,
}

impl Person {
    /// The roles as the rule reads them.
    #[must_use]
    pub fn grants(&self) -> Vec<Grant> {
        self.grants.iter().map(|row| row.grant).collect()
    }
}

pub(super) const COLUMNS: &str = "a.id, a.email, a.name, a.language, a.created_at, a.deactivated_at, a.password, a.password_set_at, \
     a.totp_since, (SELECT count(*) FROM passkeys p WHERE p.account_id = a.id), a.closes_at";

pub(super) fn account_from(row: &QueryResult) -> Result<Account> {
    let passkeys: i64 = row.get(9)?;
    Ok(Account {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        language: row.get(3)?,
        created_at: row.instant(4)?,
        deactivated_at: row.instant_or_none(5)?,
        closes_at: row.instant_or_none(10)?,
        password: row.get(6)?,
        password_set_at: row.instant_or_none(7)?,
        totp_since: row.instant_or_none(8)?,
        passkeys: u64::try_from(passkeys).unwrap_or(0),
    })
}
