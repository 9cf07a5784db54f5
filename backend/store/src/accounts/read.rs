//! Accounts read: by id, by address, and the people of a circle.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Tenant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::present::{account_is_open, role_holds};
use super::row::{COLUMNS, account_from};
use super::{Account, GrantRow, Person, grants};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::{Result, Store};

pub(super) async fn with_grants(
    db: &impl ConnectionTrait,
    accounts: Vec<Account>,
    at: DateTime<Utc>,
) -> Result<Vec<Person>> {
    let all_ids: Vec<Uuid> = accounts.iter().map(|account| account.id).collect();
    let mut rows = grants::grants_of(db, &all_ids, at).await?;
    let mut people = Vec::with_capacity(accounts.len());
    for account in accounts {
        let (own, rest) = rows.into_iter().partition(|row| row.account == account.id);
        rows = rest;
        people.push(Person { account, grants: own });
    }
    Ok(people)
}

pub(super) async fn another_operator(db: &impl ConnectionTrait, account: Uuid, now: i64) -> Result<bool> {
    let sql = format!(
        "SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id AND a.deactivated_at IS NULL AND a.closes_at IS NULL \
         WHERE g.role = 'operator' AND {} AND g.ends_at IS NULL AND g.account_id <> ? LIMIT 1",
        role_holds(now)
    );
    Ok(one(db, &sql, Params::new().with(account)).await?.is_some())
}

impl Store {
    /// The account with its roles.
    ///
    /// # Errors
    /// The database failed.
    pub async fn person(&self, id: Uuid) -> Result<Option<Person>> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.id = ?");
        let account = one(self.reader(), &sql, Params::new().with(id)).await?.as_ref().map(account_from).transpose()?;
        Ok(with_grants(self.reader(), account.into_iter().collect(), self.now()).await?.pop())
    }

    /// The account with this address, upper or lower case, open or closed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.email = ?");
        let params = Params::new().with(email.trim().to_lowercase());
        one(self.reader(), &sql, params).await?.as_ref().map(account_from).transpose()
    }

    /// The open account with this address, upper or lower case.
    ///
    /// # Errors
    /// The database failed.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Person>> {
        let open = account_is_open(micros(self.now()));
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.email = ? AND {open}");
        let params = Params::new().with(email.trim().to_lowercase());
        let account = one(self.reader(), &sql, params).await?.as_ref().map(account_from).transpose()?;
        Ok(with_grants(self.reader(), account.into_iter().collect(), self.now()).await?.pop())
    }

    /// What buyers and suppliers among these tenants are called.
    ///
    /// # Errors
    /// The database failed.
    pub async fn names_of_tenants(&self, tenants: &[Tenant]) -> Result<HashMap<Tenant, String>> {
        let mut names = HashMap::new();
        let buyers = tenants.iter().filter_map(|tenant| if let Tenant::Buyer(id) = tenant { Some(*id) } else { None });
        let sql = format!("SELECT b.id, b.name FROM buyers b WHERE {}", in_ids(self.backend(), "b.id"));
        for row in &all(self.reader(), &sql, Params::new().with(ids(buyers))).await? {
            names.insert(Tenant::Buyer(row.get(0)?), row.get(1)?);
        }
        let suppliers =
            tenants.iter().filter_map(|tenant| if let Tenant::Supplier(id) = tenant { Some(*id) } else { None });
        let sql = format!(
            "SELECT s.id, l.name FROM suppliers s JOIN listings l ON l.supplier_seq = s.seq WHERE {}",
            in_ids(self.backend(), "s.id")
        );
        for row in &all(self.reader(), &sql, Params::new().with(ids(suppliers))).await? {
            names.insert(Tenant::Supplier(row.get(0)?), row.get(1)?);
        }
        Ok(names)
    }

    /// Names of people by their ids; whoever was erased is left out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn names_of_people(&self, accounts: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        let sql = format!(
            "SELECT a.id, a.name FROM accounts a WHERE {} AND a.erased_at IS NULL",
            in_ids(self.backend(), "a.id")
        );
        let rows = all(self.reader(), &sql, Params::new().with(ids(accounts.iter().copied()))).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Whether nobody runs the installation: no open account has that role.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_no_operator(&self) -> Result<bool> {
        let now = micros(self.now());
        let sql = format!(
            "SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id AND {} WHERE g.role = 'operator' AND {} LIMIT 1",
            account_is_open(now),
            role_holds(now)
        );
        Ok(one(self.reader(), &sql, Params::new()).await?.is_none())
    }

    /// Whether somebody else than this person runs the installation, without a planned end.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_another_operator(&self, account: Uuid) -> Result<bool> {
        another_operator(self.reader(), account, micros(self.now())).await
    }

    /// Every role a person has or had, the latest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn grant_history(&self, account: Uuid) -> Result<Vec<GrantRow>> {
        grants::history(self.reader(), account).await
    }
}
