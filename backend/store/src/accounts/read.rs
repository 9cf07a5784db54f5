//! Accounts read: by id, by address, and the people of a circle.

use std::collections::HashMap;

use kakuzuke_domain::accounts::Tenant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::row::{COLUMNS, account_from};
use super::{Account, Person, circle, grants};
use crate::database::{Params, RowExt, all, ids, in_ids, one};
use crate::{Result, Store};

async fn with_grants(db: &impl ConnectionTrait, accounts: Vec<Account>) -> Result<Vec<Person>> {
    let all_ids: Vec<Uuid> = accounts.iter().map(|account| account.id).collect();
    let mut rows = grants::grants_of(db, &all_ids).await?;
    let mut people = Vec::with_capacity(accounts.len());
    for account in accounts {
        let (own, rest) = rows.into_iter().partition(|row| row.account == account.id);
        rows = rest;
        people.push(Person { account, grants: own });
    }
    Ok(people)
}

impl Store {
    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_no_accounts(&self) -> Result<bool> {
        Ok(one(self.reader(), "SELECT 1 FROM accounts LIMIT 1", Params::new()).await?.is_none())
    }

    /// The account with its roles.
    ///
    /// # Errors
    /// The database failed.
    pub async fn person(&self, id: Uuid) -> Result<Option<Person>> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.id = ?");
        let account = one(self.reader(), &sql, Params::new().with(id)).await?.as_ref().map(account_from).transpose()?;
        Ok(with_grants(self.reader(), account.into_iter().collect()).await?.pop())
    }

    /// The open account with this address, upper or lower case.
    ///
    /// # Errors
    /// The database failed.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Person>> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.email = ? AND a.deactivated_at IS NULL");
        let params = Params::new().with(email.trim().to_lowercase());
        let account = one(self.reader(), &sql, params).await?.as_ref().map(account_from).transpose()?;
        Ok(with_grants(self.reader(), account.into_iter().collect()).await?.pop())
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

    /// The people of a circle, or of all, those closed among them too if asked; at most `limit` after the cursor `after`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people(
        &self,
        of: Option<Tenant>,
        closed: bool,
        after: Option<(String, Uuid)>,
        limit: u32,
    ) -> Result<Vec<Person>> {
        let mut sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.erased_at IS NULL");
        let mut params = Params::new();
        if !closed {
            sql.push_str(" AND a.deactivated_at IS NULL");
        }
        if let Some(tenant) = of {
            let (word, id) = circle::stored(tenant);
            let ended = if closed { "" } else { " AND g.ended_at IS NULL" };
            let whose = if id.is_some() { "g.tenant_id = ?" } else { "g.tenant_id IS NULL" };
            sql.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = a.id AND g.circle = ? AND {whose}{ended})"
            ));
            params.push(word);
            if let Some(id) = id {
                params.push(id);
            }
        }
        if let Some((name, id)) = after {
            sql.push_str(" AND (a.name, a.id) > (?, ?)");
            params.push(name);
            params.push(id);
        }
        sql.push_str(" ORDER BY a.name, a.id LIMIT ?");
        let rows = all(self.reader(), &sql, params.with(i64::from(limit))).await?;
        with_grants(self.reader(), rows.iter().map(account_from).collect::<Result<_>>()?).await
    }
}
