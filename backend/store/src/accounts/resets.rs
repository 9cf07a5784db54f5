//! Forgotten passwords: a link by mail that is good once and for an hour.

use serde_json::json;
use uuid::Uuid;

use super::Secret;
use super::credentials::in_minutes;
use super::present::account_is_open;
use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{Result, Store, StoreError, Work};

/// Minutes for which a link is good.
pub const RESET_MINUTES: i64 = 60;

impl Work {
    /// Makes a link for an account, ends its earlier ones, and seals that it was asked for.
    ///
    /// # Errors
    /// The database failed, or the machine gives no randomness.
    pub async fn add_password_reset(&mut self, account: Uuid) -> Result<Secret> {
        let secret = self.store.new_secret()?;
        exec(&*self.tx, "DELETE FROM password_resets WHERE account_id = ?", Params::new().with(account)).await?;
        let sql = "INSERT INTO password_resets (secret_sha, account_id, made_at, expires_at) VALUES (?, ?, ?, ?)";
        let ends = in_minutes(self.store.now(), RESET_MINUTES);
        let params = Params::new().with(secret.sha256()).with(account).with(self.recorded_micros()).with(ends);
        let added = exec(&*self.tx, sql, params).await?;
        self.credential(added, account, json!({ "password_reset": "asked" })).await?;
        Ok(secret)
    }

    /// Uses a link up, sets the password, ends every session and token of the person, and seals it.
    ///
    /// # Errors
    /// `reset_over` if the link was used, replaced or is too old.
    pub async fn use_password_reset(&mut self, secret: &Secret, hash: &str) -> Result<Uuid> {
        let sql = "UPDATE password_resets SET used_at = ? WHERE secret_sha = ? AND used_at IS NULL AND expires_at > ? RETURNING account_id";
        let now = self.recorded_micros();
        let params = Params::new().with(now).with(secret.sha256()).with(micros(self.store.now()));
        let row = one(&*self.tx, sql, params).await?.ok_or(StoreError::Conflict { code: "reset_over" })?;
        let account: Uuid = row.get(0)?;
        self.set_password(account, hash).await?;
        self.end_access(account).await?;
        Ok(account)
    }
}

impl Store {
    /// The open account whose link this is, if it can still be used.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_password_reset(&self, secret: &Secret) -> Result<Option<Uuid>> {
        let now = micros(self.now());
        let open = account_is_open(now);
        let sql = format!(
            "SELECT r.account_id FROM password_resets r JOIN accounts a ON a.id = r.account_id \
             WHERE r.secret_sha = ? AND r.used_at IS NULL AND r.expires_at > ? AND {open}"
        );
        let params = Params::new().with(secret.sha256()).with(now);
        one(self.reader(), &sql, params).await?.map(|row| row.get(0)).transpose()
    }
}
