//! People as other services know them: found by the service and its name for the person, never by an address.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::present::account_is_open;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store, Work};

/// A link between an account and another service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// The service.
    pub issuer: String,
    /// The person there.
    pub subject: String,
    /// Since when.
    pub linked_at: DateTime<Utc>,
}

impl Work {
    /// Links an account with a person at another service, and seals that it was.
    ///
    /// # Errors
    /// `identity_taken` if that person is linked already, with whatever account.
    pub async fn link_identity(&mut self, account: Uuid, issuer: &str, subject: &str) -> Result<()> {
        let sql = "INSERT INTO identities (issuer, subject, account_id, linked_at) VALUES (?, ?, ?, ?)";
        let params = Params::new().with(issuer).with(subject).with(account).with(self.recorded_micros());
        let linked = exec(&*self.tx, sql, params).await?;
        self.credential(linked, account, json!({ "issuer": issuer })).await
    }

    /// Ends a link, and seals it.
    ///
    /// # Errors
    /// [`crate::StoreError::Missing`] if the account has no such link.
    pub async fn unlink_identity(&mut self, account: Uuid, issuer: &str, subject: &str) -> Result<()> {
        let sql = "DELETE FROM identities WHERE account_id = ? AND issuer = ? AND subject = ?";
        let ended = exec(&*self.tx, sql, Params::new().with(account).with(issuer).with(subject)).await?;
        self.credential(ended, account, json!({ "issuer": issuer, "ended": true })).await
    }
}

impl Store {
    /// The open account linked with a person at another service.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<Uuid>> {
        let open = account_is_open(micros(self.now()));
        let sql = format!(
            "SELECT i.account_id FROM identities i JOIN accounts a ON a.id = i.account_id \
             WHERE i.issuer = ? AND i.subject = ? AND {open}"
        );
        let row = one(self.reader(), &sql, Params::new().with(issuer).with(subject)).await?;
        row.map(|row| row.get(0)).transpose()
    }

    /// The links of an account.
    ///
    /// # Errors
    /// The database failed.
    pub async fn identities(&self, account: Uuid) -> Result<Vec<LinkedIdentity>> {
        let sql = "SELECT issuer, subject, linked_at FROM identities WHERE account_id = ? ORDER BY linked_at, issuer";
        let rows = all(self.reader(), sql, Params::new().with(account)).await?;
        rows.iter()
            .map(|row| Ok(LinkedIdentity { issuer: row.get(0)?, subject: row.get(1)?, linked_at: row.instant(2)? }))
            .collect()
    }
}
