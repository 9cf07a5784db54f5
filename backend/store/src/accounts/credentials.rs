//! Second factors of a person: the secret of one-time codes, and recovery codes.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{Result, Store, StoreError, Work};

/// One-time codes of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpState {
    /// The sealed secret.
    pub secret: Vec<u8>,
    /// Since when they are in use.
    pub since: DateTime<Utc>,
    /// The step of the last code that was accepted.
    pub last_step: Option<i64>,
}

impl Work {
    /// Takes a new secret of one-time codes into use, whose code of `step` was just shown, and seals that it was.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such an account.
    pub async fn set_totp(&mut self, account: Uuid, sealed: Vec<u8>, step: i64) -> Result<()> {
        let sql = "UPDATE accounts SET totp_secret = ?, totp_since = ?, totp_last_step = ? WHERE id = ? AND erased_at IS NULL";
        let params = Params::new().with(sealed).with(self.recorded_micros()).with(step).with(account);
        self.credential(exec(&*self.tx, sql, params).await?, account, json!({ "totp": true })).await
    }

    /// Ends one-time codes and with them the recovery codes, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if none were in use.
    pub async fn end_totp(&mut self, account: Uuid) -> Result<()> {
        let sql = "UPDATE accounts SET totp_secret = NULL, totp_since = NULL, totp_last_step = NULL WHERE id = ? AND totp_since IS NOT NULL";
        let ended = exec(&*self.tx, sql, Params::new().with(account)).await?;
        self.credential(ended, account, json!({ "totp": false })).await
    }

    /// Replaces the recovery codes of a person by these hashes, and seals it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_recovery_codes(&mut self, account: Uuid, hashes: Vec<Vec<u8>>) -> Result<()> {
        exec(&*self.tx, "DELETE FROM recovery_codes WHERE account_id = ?", Params::new().with(account)).await?;
        for hash in hashes {
            let sql = "INSERT INTO recovery_codes (account_id, code_sha) VALUES (?, ?)";
            exec(&*self.tx, sql, Params::new().with(account).with(hash)).await?;
        }
        self.credential(1, account, json!({ "recovery_codes": "replaced" })).await
    }

    /// Uses a recovery code up, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person has no such unused code.
    pub async fn use_recovery_code(&mut self, account: Uuid, hash: Vec<u8>) -> Result<()> {
        let sql = "UPDATE recovery_codes SET used_at = ? WHERE account_id = ? AND code_sha = ? AND used_at IS NULL";
        let params = Params::new().with(self.recorded_micros()).with(account).with(hash);
        self.credential(exec(&*self.tx, sql, params).await?, account, json!({ "recovery_codes": "used" })).await
    }

    /// Seals a change of credentials of `account`, unless no row was changed.
    pub(super) async fn credential(&mut self, rows: u64, account: Uuid, mut detail: serde_json::Value) -> Result<()> {
        if rows == 0 {
            return Err(StoreError::Missing { what: "credential" });
        }
        if let Some(detail) = detail.as_object_mut() {
            detail.insert("account".to_owned(), json!(account));
        }
        self.seal_account(account, detail).await
    }
}

impl Store {
    /// The one-time codes of a person, if they are in use.
    ///
    /// # Errors
    /// The database failed.
    pub async fn totp(&self, account: Uuid) -> Result<Option<TotpState>> {
        let sql =
            "SELECT totp_secret, totp_since, totp_last_step FROM accounts WHERE id = ? AND totp_since IS NOT NULL";
        let row = one(self.reader(), sql, Params::new().with(account)).await?;
        row.map(|row| Ok(TotpState { secret: row.get(0)?, since: row.instant(1)?, last_step: row.get(2)? })).transpose()
    }

    /// Remembers that the code of `step` was shown; false if one of that step or a later one was shown before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn accept_totp_step(&self, account: Uuid, step: i64) -> Result<bool> {
        let sql = "UPDATE accounts SET totp_last_step = ? WHERE id = ? AND totp_since IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < ?)";
        let params = Params::new().with(step).with(account).with(step);
        Ok(exec(self.writer(), sql, params).await? == 1)
    }

    /// How many unused recovery codes a person has.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recovery_codes_left(&self, account: Uuid) -> Result<u64> {
        let sql = "SELECT count(*) FROM recovery_codes WHERE account_id = ? AND used_at IS NULL";
        let row = one(self.reader(), sql, Params::new().with(account)).await?;
        let left: i64 = row.map_or(Ok(0), |row| row.get(0))?;
        Ok(u64::try_from(left).unwrap_or(0))
    }

    /// Stores a password anew under today's figures of hashing; the password itself is the same, so nothing is sealed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn rehash_password(&self, account: Uuid, old: &str, new: &str) -> Result<()> {
        let sql = "UPDATE accounts SET password = ? WHERE id = ? AND password = ?";
        exec(self.writer(), sql, Params::new().with(new).with(account).with(old)).await.map(|_| ())
    }
}

/// When something of `minutes` from now ends, in microseconds.
pub(super) fn in_minutes(now: DateTime<Utc>, minutes: i64) -> i64 {
    micros(now + chrono::TimeDelta::minutes(minutes))
}
