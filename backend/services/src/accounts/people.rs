//! What those who look after people do for them: roles, closing, opening again, erasing. Nobody does it for oneself.

use kakuzuke_domain::accounts::{Grant, Role};
use kakuzuke_store::{Actor, Work};
use uuid::Uuid;

use super::Accounts;
use crate::{Result, ServicesError};

impl Accounts {
    /// Gives a person a role.
    ///
    /// # Errors
    /// `own_account`; `role_outside_circle`.
    pub async fn give_role(&self, by: &Actor, account: Uuid, grant: Grant) -> Result<()> {
        let mut work = self.change_of(by, account, "accounts.grants").await?;
        work.grant(account, grant).await?;
        work.commit().await?;
        Ok(())
    }

    /// Ends a role of a person.
    ///
    /// # Errors
    /// `own_account`; `last_operator`; missing if the person does not have it.
    pub async fn end_role(&self, by: &Actor, account: Uuid, grant: Grant) -> Result<()> {
        let mut work = self.change_of(by, account, "accounts.grants").await?;
        if grant.role == Role::Operator {
            self.spare_last_operator(account).await?;
        }
        work.end_grant(account, grant).await?;
        work.commit().await?;
        Ok(())
    }

    /// Closes an account: the person is out at once, the history stays.
    ///
    /// # Errors
    /// `own_account`; `last_operator`; missing if it is closed already.
    pub async fn close_account(&self, by: &Actor, account: Uuid) -> Result<()> {
        let mut work = self.change_of(by, account, "accounts.closures").await?;
        self.spare_last_operator(account).await?;
        work.deactivate_account(account).await?;
        work.commit().await?;
        Ok(())
    }

    /// Opens a closed account again, without any role, or takes a planned closing back.
    ///
    /// # Errors
    /// `own_account`; missing if it is neither closed nor planned to be.
    pub async fn reopen_account(&self, by: &Actor, account: Uuid) -> Result<()> {
        let mut work = self.change_of(by, account, "accounts.reopenings").await?;
        work.reopen_account(account).await?;
        work.commit().await?;
        Ok(())
    }

    /// Forgets who a person was; what was done stays under the opaque id.
    ///
    /// # Errors
    /// `own_account`; `last_operator`; missing if it was erased before.
    pub async fn erase_account(&self, by: &Actor, account: Uuid) -> Result<()> {
        let mut work = self.change_of(by, account, "accounts.erasures").await?;
        self.spare_last_operator(account).await?;
        work.erase_account(account).await?;
        work.commit().await?;
        Ok(())
    }

    /// Ends every session of a person.
    ///
    /// # Errors
    /// The register failed.
    pub async fn end_sessions_of(&self, by: &Actor, account: Uuid) -> Result<()> {
        let mut work = self.store.begin(by, "accounts.sessions").await?;
        if work.revoke_sessions(account, None).await? > 0 {
            work.commit().await?;
        }
        Ok(())
    }

    pub(super) async fn change_of(&self, by: &Actor, account: Uuid, command: &str) -> Result<Work> {
        if *by == Actor::account(account) {
            return Err(ServicesError::refused("own_account"));
        }
        Ok(self.store.begin(by, command).await?)
    }

    /// An installation without anybody who runs it could not be repaired from its pages.
    pub(super) async fn spare_last_operator(&self, account: Uuid) -> Result<()> {
        let is_operator = self.own(account).await?.grants().iter().any(|grant| grant.role == Role::Operator);
        if is_operator && !self.store.has_another_operator(account).await? {
            return Err(ServicesError::refused("last_operator"));
        }
        Ok(())
    }
}
