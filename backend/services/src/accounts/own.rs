//! A person's own sessions and tokens.

use chrono::TimeDelta;
use kakuzuke_domain::accounts::TokenScope;
use kakuzuke_store::NewToken;
use uuid::Uuid;

use super::Accounts;
use super::tokens::{MARK, Made};
use crate::Result;

/// A token that a person wants.
#[derive(Debug, Clone)]
pub struct WantedToken {
    /// What its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<TokenScope>,
    /// How long it lasts.
    pub lasting: TimeDelta,
}

impl Accounts {
    /// Makes a token for a person; the answer is the only time it can be seen.
    ///
    /// # Errors
    /// The register failed.
    pub async fn make_token(&self, account: Uuid, wanted: WantedToken) -> Result<Made> {
        let WantedToken { name, scopes, lasting } = wanted;
        let expires_at = self.store.now() + lasting;
        let mut work = self.change(account, "tokens.create").await?;
        let new = NewToken { account, name, scopes: scopes.clone(), expires_at };
        let (id, secret) = work.add_token(new).await?;
        work.commit().await?;
        Ok(Made { id, token: format!("{MARK}{}", secret.reveal()), scopes, expires_at })
    }

    /// Revokes a token of a person.
    ///
    /// # Errors
    /// Missing if the person has no such open token.
    pub async fn end_token(&self, account: Uuid, id: Uuid) -> Result<()> {
        let mut work = self.change(account, "tokens.end").await?;
        work.end_token(account, id).await?;
        work.commit().await?;
        Ok(())
    }

    /// Ends a session of a person.
    ///
    /// # Errors
    /// Missing if the person has no such open session.
    pub async fn end_session(&self, account: Uuid, id: Uuid) -> Result<()> {
        let mut work = self.change(account, "accounts.sessions").await?;
        work.revoke_session(account, id).await?;
        work.commit().await?;
        Ok(())
    }

    /// Ends every session of a person but the one that is kept.
    ///
    /// # Errors
    /// The register failed.
    pub async fn end_other_sessions(&self, account: Uuid, kept: Uuid) -> Result<()> {
        let mut work = self.change(account, "accounts.sessions").await?;
        if work.revoke_sessions(account, Some(kept)).await? > 0 {
            work.commit().await?;
        }
        Ok(())
    }
}
