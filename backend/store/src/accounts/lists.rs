//! What a list of people is compared with, as the change in the making sees it.

use std::collections::HashMap;

use kakuzuke_domain::accounts::Actor as Person;
use uuid::Uuid;

use super::grants::{all_grants_of, grants_of};
use super::invitations::{Invitation, invitations_to};
use super::read::another_operator;
use super::row::{COLUMNS, account_from};
use super::{Account, GrantRow};
use crate::clock::micros;
use crate::database::{Params, all, in_texts, one, texts};
use crate::{Result, Work};

/// Somebody as a list of people may speak of them: open or closed, with every role they have, had or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The account.
    pub account: Account,
    /// Every role, in the order in which they were granted.
    pub grants: Vec<GrantRow>,
}

impl Work {
    /// Whoever has one of these addresses (in lower case), by address.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people_by_emails(&self, emails: &[String]) -> Result<HashMap<String, ListedPerson>> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE {}", in_texts(self.backend(), "a.email"));
        let params = Params::new().with(texts(emails.iter().map(String::as_str)));
        let accounts: Vec<Account> =
            all(&*self.tx, &sql, params).await?.iter().map(account_from).collect::<Result<_>>()?;
        let ids: Vec<Uuid> = accounts.iter().map(|account| account.id).collect();
        let mut grants: HashMap<Uuid, Vec<GrantRow>> = HashMap::new();
        for row in all_grants_of(&*self.tx, &ids).await? {
            grants.entry(row.account).or_default().push(row);
        }
        let listed = accounts.into_iter().filter_map(|account| {
            let grants = grants.remove(&account.id).unwrap_or_default();
            Some((account.email.clone()?, ListedPerson { account, grants }))
        });
        Ok(listed.collect())
    }

    /// Every invitation ever sent to one of these addresses (in lower case), the latest first, by address.
    ///
    /// # Errors
    /// The database failed.
    pub async fn invitations_to(&self, emails: &[String]) -> Result<HashMap<String, Vec<Invitation>>> {
        let mut by_email: HashMap<String, Vec<Invitation>> = HashMap::new();
        for invitation in invitations_to(&*self.tx, emails, self.store.now()).await? {
            if let Some(email) = invitation.email.clone() {
                by_email.entry(email).or_default().push(invitation);
            }
        }
        Ok(by_email)
    }

    /// A person with the present roles, as the rule sees them; without any role if the account is closed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn actor_of(&self, account: Uuid) -> Result<Person> {
        let now = self.store.now();
        let held = if self.is_open(account).await? { grants_of(&*self.tx, &[account], now).await? } else { Vec::new() };
        Ok(Person::person(account, held.into_iter().map(|row| row.grant).collect()))
    }

    /// A person with every role that holds or is planned to, as the rule sees them; without any if the account is closed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn actor_ahead(&self, account: Uuid) -> Result<Person> {
        let now = self.store.now();
        let rows = if self.is_open(account).await? { all_grants_of(&*self.tx, &[account]).await? } else { Vec::new() };
        let ahead = rows.into_iter().filter(|row| !row.is_over(now)).map(|row| row.grant);
        Ok(Person::person(account, ahead.collect()))
    }

    async fn is_open(&self, account: Uuid) -> Result<bool> {
        let sql = format!("SELECT {COLUMNS} FROM accounts a WHERE a.id = ?");
        let found = one(&*self.tx, &sql, Params::new().with(account)).await?;
        let found = found.as_ref().map(account_from).transpose()?;
        Ok(found.is_some_and(|found| found.closed_at(self.store.now()).is_none()))
    }

    /// Whether somebody else than this person runs the installation, without a planned end.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_another_operator(&self, account: Uuid) -> Result<bool> {
        another_operator(&*self.tx, account, micros(self.store.now())).await
    }
}
