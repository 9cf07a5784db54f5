//! Ways in that a person, or whoever looks after the person, ends: sealed, unlike the sessions that end by themselves.

use serde_json::json;
use uuid::Uuid;

use crate::database::{Params, exec};
use crate::{Result, StoreError, Work};

impl Work {
    /// Ends a session of a person, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person has no such open session.
    pub async fn revoke_session(&mut self, account: Uuid, id: Uuid) -> Result<()> {
        let sql = "UPDATE sessions SET ended_at = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL";
        let params = Params::new().with(self.recorded_micros()).with(id).with(account);
        if exec(&*self.tx, sql, params).await? == 0 {
            return Err(StoreError::Missing { what: "session" });
        }
        self.seal_account(account, json!({ "session": id, "ended": true })).await
    }

    /// Ends every session of a person but the one that is kept, and seals it if there was any; answers how many.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke_sessions(&mut self, account: Uuid, kept: Option<Uuid>) -> Result<u64> {
        let sql = "UPDATE sessions SET ended_at = ? WHERE account_id = ? AND id <> ? AND ended_at IS NULL";
        let params = Params::new().with(self.recorded_micros()).with(account).with(kept.unwrap_or_default());
        let ended = exec(&*self.tx, sql, params).await?;
        if ended > 0 {
            self.seal_account(account, json!({ "account": account, "sessions": ended })).await?;
        }
        Ok(ended)
    }
}
