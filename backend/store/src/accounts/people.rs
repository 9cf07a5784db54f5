//! Accounts: made, changed, closed, erased.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::present::account_is_open;
use crate::clock::{from_micros, micros};
use crate::database::{Params, exec, one};
use crate::{Result, StoreError, Work};

/// An account to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: Uuid,
    /// Where mail reaches the person; kept in lower case.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The person's language: `ja` or `en`.
    pub language: String,
    /// Hash of the first password (PHC string); none where the person will sign in otherwise.
    pub password: Option<String>,
}

impl Work {
    /// Makes an account, and seals it.
    ///
    /// # Errors
    /// `email_taken` if another account has the address.
    pub async fn add_account(&mut self, new: NewAccount) -> Result<()> {
        let sql = "INSERT INTO accounts (id, email, name, language, created_at, password, password_set_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let now = self.recorded_micros();
        let set_at = new.password.is_some().then_some(now);
        let params = Params::new()
            .with(new.id)
            .with(new.email.to_lowercase())
            .with(new.name)
            .with(new.language)
            .with(now)
            .with(new.password)
            .with(set_at);
        exec(&*self.tx, sql, params).await?;
        self.seal_account(new.id, json!({ "account": new.id })).await
    }

    /// Changes name, address and language of a person. The ledger is told that, not what.
    ///
    /// # Errors
    /// `email_taken`; [`StoreError::Missing`] without such an account.
    pub async fn describe_account(&mut self, id: Uuid, email: &str, name: &str, language: &str) -> Result<()> {
        let sql = "UPDATE accounts SET email = ?, name = ?, language = ? WHERE id = ? AND erased_at IS NULL";
        let params = Params::new().with(email.to_lowercase()).with(name).with(language).with(id);
        self.changed(exec(&*self.tx, sql, params).await?, id).await
    }

    /// Sets the hash of a password.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such an account.
    pub async fn set_password(&mut self, id: Uuid, hash: &str) -> Result<()> {
        let sql = "UPDATE accounts SET password = ?, password_set_at = ? WHERE id = ? AND erased_at IS NULL";
        let params = Params::new().with(hash).with(self.recorded_micros()).with(id);
        self.changed(exec(&*self.tx, sql, params).await?, id).await
    }

    /// Closes an account now: its sessions, tokens and roles end, its history stays.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such account or somebody has closed it already.
    pub async fn deactivate_account(&mut self, id: Uuid) -> Result<()> {
        let now = self.recorded_micros();
        let actor = self.actor().to_string();
        let sql = "UPDATE accounts SET deactivated_at = ? WHERE id = ? AND deactivated_at IS NULL";
        let closed = exec(&*self.tx, sql, Params::new().with(now).with(id)).await?;
        let sql = "UPDATE grants SET ended_at = ?, ended_by = ? WHERE account_id = ? AND ended_at IS NULL";
        exec(&*self.tx, sql, Params::new().with(now).with(actor).with(id)).await?;
        self.end_access(id).await?;
        self.changed(closed, id).await
    }

    /// Plans the closing of an account: from that instant on nobody comes in with it, and its roles have ended. Until then it
    /// can be taken back. An instant that has passed closes it now.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such account or it is closed already.
    pub async fn deactivate_account_at(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<()> {
        let now = self.store.now();
        if at <= now {
            return self.deactivate_account(id).await;
        }
        let (at, open) = (micros(at), account_is_open(micros(now)));
        let sql = format!("UPDATE accounts AS a SET closes_at = ? WHERE a.id = ? AND {open}");
        let planned = exec(&*self.tx, &sql, Params::new().with(at).with(id)).await?;
        let sql =
            "UPDATE grants SET ended_at = ?, ended_by = ? WHERE account_id = ? AND ended_at IS NULL AND begins_at >= ?";
        let params = Params::new().with(self.recorded_micros()).with(self.actor().to_string()).with(id).with(at);
        exec(&*self.tx, sql, params).await?;
        let sql = "UPDATE grants SET ends_at = ? WHERE account_id = ? AND ended_at IS NULL AND (ends_at IS NULL OR ends_at > ?)";
        exec(&*self.tx, sql, Params::new().with(at).with(id).with(at)).await?;
        if planned == 0 {
            return Err(StoreError::Missing { what: "account" });
        }
        let detail = json!({ "account": id, "closes": from_micros(at) });
        self.seal_account(id, detail).await
    }

    /// Opens a closed account again, without any role and with nothing left of its former sessions and tokens; or takes a
    /// planned closing back, with which the roles go on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such account, it is erased, or it is open and not planned to close.
    pub async fn reopen_account(&mut self, id: Uuid) -> Result<()> {
        let now = micros(self.store.now());
        let sql = "UPDATE grants SET ends_at = NULL WHERE account_id = ? AND ended_at IS NULL AND ends_at > ? \
             AND ends_at = (SELECT a.closes_at FROM accounts a WHERE a.id = ?)";
        exec(&*self.tx, sql, Params::new().with(id).with(now).with(id)).await?;
        let sql = "SELECT 1 FROM accounts WHERE id = ? AND (deactivated_at IS NOT NULL OR closes_at <= ?)";
        if one(&*self.tx, sql, Params::new().with(id).with(now)).await?.is_some() {
            self.end_access(id).await?;
        }
        let sql = "UPDATE accounts SET deactivated_at = NULL, closes_at = NULL WHERE id = ? AND erased_at IS NULL \
             AND (deactivated_at IS NOT NULL OR closes_at IS NOT NULL)";
        let reopened = exec(&*self.tx, sql, Params::new().with(id)).await?;
        self.changed(reopened, id).await
    }

    /// Forgets who a person was: name, address and credentials go, the id stays in the ledger. Closes the account too.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such an account.
    pub async fn erase_account(&mut self, id: Uuid) -> Result<()> {
        let now = self.recorded_micros();
        let actor = self.actor().to_string();
        let sql = "UPDATE accounts SET email = NULL, name = '', password = NULL, password_set_at = NULL, totp_secret = NULL, totp_since = NULL, \
             totp_last_step = NULL, erased_at = ?, deactivated_at = COALESCE(deactivated_at, ?) WHERE id = ? AND erased_at IS NULL";
        let erased = exec(&*self.tx, sql, Params::new().with(now).with(now).with(id)).await?;
        let sql = "UPDATE grants SET ended_at = ?, ended_by = ? WHERE account_id = ? AND ended_at IS NULL";
        exec(&*self.tx, sql, Params::new().with(now).with(actor).with(id)).await?;
        for table in
            ["identities", "recovery_codes", "passkeys", "sign_ins", "sessions", "api_tokens", "password_resets"]
        {
            exec(&*self.tx, &format!("DELETE FROM {table} WHERE account_id = ?"), Params::new().with(id)).await?;
        }
        let sql = "UPDATE invitations SET email = NULL, name = '' WHERE account_id = ?";
        exec(&*self.tx, sql, Params::new().with(id)).await?;
        self.changed(erased, id).await
    }

    /// Ends every session and token of a person.
    ///
    /// # Errors
    /// The database failed.
    pub async fn end_access(&mut self, id: Uuid) -> Result<()> {
        let now = self.recorded_micros();
        for table in ["sessions", "api_tokens"] {
            let sql = format!("UPDATE {table} SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL");
            exec(&*self.tx, &sql, Params::new().with(now).with(id)).await?;
        }
        Ok(())
    }

    async fn changed(&mut self, rows: u64, id: Uuid) -> Result<()> {
        if rows == 0 {
            return Err(StoreError::Missing { what: "account" });
        }
        self.seal_account(id, json!({ "account": id })).await
    }
}
