//! Passkeys of people.

use chrono::{DateTime, Utc};
use sea_orm::QueryResult;
use serde_json::json;
use uuid::Uuid;

use super::present::account_is_open;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store, Work};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its id here.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Public key, counter and flags.
    pub passkey: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub made_at: DateTime<Utc>,
    /// When it was used last.
    pub last_used_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "p.id, p.account_id, p.passkey, p.name, p.made_at, p.last_used_at";

fn passkey_from(row: &QueryResult) -> Result<PasskeyRow> {
    Ok(PasskeyRow {
        id: row.get(0)?,
        account: row.get(1)?,
        passkey: row.get(2)?,
        name: row.get(3)?,
        made_at: row.instant(4)?,
        last_used_at: row.instant_or_none(5)?,
    })
}

impl Work {
    /// Adds a passkey, and seals that it was.
    ///
    /// # Errors
    /// `passkey_taken` if the credential is known already, with whatever account.
    pub async fn add_passkey(&mut self, account: Uuid, credential: Vec<u8>, passkey: &str, name: &str) -> Result<Uuid> {
        let id = self.new_id();
        let sql =
            "INSERT INTO passkeys (id, account_id, credential_id, passkey, name, made_at) VALUES (?, ?, ?, ?, ?, ?)";
        let params =
            Params::new().with(id).with(account).with(credential).with(passkey).with(name).with(self.recorded_micros());
        let added = exec(&*self.tx, sql, params).await?;
        self.credential(added, account, json!({ "passkey": id })).await?;
        Ok(id)
    }

    /// Gives a passkey of a person another name, and seals that it was.
    ///
    /// # Errors
    /// [`crate::StoreError::Missing`] if the person has no such passkey.
    pub async fn rename_passkey(&mut self, account: Uuid, id: Uuid, name: &str) -> Result<()> {
        let sql = "UPDATE passkeys SET name = ? WHERE id = ? AND account_id = ?";
        let renamed = exec(&*self.tx, sql, Params::new().with(name).with(id).with(account)).await?;
        self.credential(renamed, account, json!({ "passkey": id, "renamed": true })).await
    }

    /// Removes a passkey of a person, and seals it.
    ///
    /// # Errors
    /// [`crate::StoreError::Missing`] if the person has no such passkey.
    pub async fn end_passkey(&mut self, account: Uuid, id: Uuid) -> Result<()> {
        let sql = "DELETE FROM passkeys WHERE id = ? AND account_id = ?";
        let removed = exec(&*self.tx, sql, Params::new().with(id).with(account)).await?;
        self.credential(removed, account, json!({ "passkey": id, "ended": true })).await
    }
}

impl Store {
    /// The passkeys of a person, the oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn passkeys(&self, account: Uuid) -> Result<Vec<PasskeyRow>> {
        let sql = format!("SELECT {COLUMNS} FROM passkeys p WHERE p.account_id = ? ORDER BY p.made_at, p.id");
        all(self.reader(), &sql, Params::new().with(account)).await?.iter().map(passkey_from).collect()
    }

    /// The passkey with this credential id, of an open account.
    ///
    /// # Errors
    /// The database failed.
    pub async fn passkey(&self, credential: &[u8]) -> Result<Option<PasskeyRow>> {
        let open = account_is_open(micros(self.now()));
        let sql = format!(
            "SELECT {COLUMNS} FROM passkeys p JOIN accounts a ON a.id = p.account_id WHERE p.credential_id = ? AND {open}"
        );
        let row = one(self.reader(), &sql, Params::new().with(credential.to_vec())).await?;
        row.as_ref().map(passkey_from).transpose()
    }

    /// Remembers that a passkey was used; with `updated`, its counter and flags as they are now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn passkey_used(&self, id: Uuid, updated: Option<&str>) -> Result<()> {
        let sql = "UPDATE passkeys SET last_used_at = ?, passkey = COALESCE(?, passkey) WHERE id = ?";
        let params = Params::new().with(micros(self.now())).with(updated.map(ToOwned::to_owned)).with(id);
        exec(self.writer(), sql, params).await.map(|_| ())
    }
}
