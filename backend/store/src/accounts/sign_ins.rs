//! What a person can look back on: who tried to sign in as them, when, from where, and whether it worked.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::sessions::short;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store};

/// One sign-in, or an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// When.
    pub at: DateTime<Utc>,
    /// How: `password`, `totp`, `recovery_code`, `passkey`, `oidc`, `demo`.
    pub method: String,
    /// `accepted`, `refused` or `throttled`.
    pub outcome: String,
    /// The network address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

impl Store {
    /// Remembers a sign-in, or an attempt.
    ///
    /// # Errors
    /// The database failed.
    pub async fn note_sign_in(
        &self,
        account: Uuid,
        method: &str,
        outcome: &str,
        address: &str,
        agent: &str,
    ) -> Result<()> {
        let sql =
            "INSERT INTO sign_ins (id, account_id, at, method, outcome, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(self.new_id())
            .with(account)
            .with(micros(self.now()))
            .with(method)
            .with(outcome)
            .with(short(address))
            .with(short(agent));
        exec(self.writer(), sql, params).await.map(|_| ())
    }

    /// A person's last sign-ins, the latest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_ins(&self, account: Uuid, limit: u32) -> Result<Vec<SignIn>> {
        let sql = "SELECT at, method, outcome, address, agent FROM sign_ins WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?";
        let rows = all(self.reader(), sql, Params::new().with(account).with(i64::from(limit))).await?;
        rows.iter()
            .map(|row| {
                Ok(SignIn {
                    at: row.instant(0)?,
                    method: row.get(1)?,
                    outcome: row.get(2)?,
                    address: row.get(3)?,
                    agent: row.get(4)?,
                })
            })
            .collect()
    }

    /// When a person signed in last.
    ///
    /// # Errors
    /// The database failed.
    pub async fn last_sign_in(&self, account: Uuid) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT at FROM sign_ins WHERE account_id = ? AND outcome = 'accepted' ORDER BY at DESC LIMIT 1";
        let row = one(self.reader(), sql, Params::new().with(account)).await?;
        row.map(|row| row.instant(0)).transpose()
    }
}
