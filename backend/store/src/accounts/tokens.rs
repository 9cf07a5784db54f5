//! API tokens: shown once, kept as a hash, narrow and ending.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::{Grant, TokenScope};
use sea_orm::QueryResult;
use serde_json::json;
use uuid::Uuid;

use super::Secret;
use super::present::{account_is_open, role_holds};
use super::sessions::grants_from;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec};
use crate::{Result, Store, StoreError, Work};

/// How exactly the last use is remembered.
const USED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A token to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// Whose.
    pub account: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<TokenScope>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// About when it was used last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Whose token a request brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHolder {
    /// The token.
    pub token: ApiToken,
    /// Its owner.
    pub account: Uuid,
    /// The owner's name.
    pub name: String,
    /// The owner's roles.
    pub grants: Vec<Grant>,
}

const COLUMNS: &str = "t.id, t.name, t.scopes, t.made_at, t.expires_at, t.last_used_at, t.ended_at";

fn token_from(row: &QueryResult) -> Result<ApiToken> {
    let scopes: String = row.get(2)?;
    Ok(ApiToken {
        id: row.get(0)?,
        name: row.get(1)?,
        scopes: scopes.split(' ').filter_map(TokenScope::from_word).collect(),
        made_at: row.instant(3)?,
        expires_at: row.instant(4)?,
        last_used_at: row.instant_or_none(5)?,
        ended_at: row.instant_or_none(6)?,
    })
}

impl Work {
    /// Makes a token, and seals it; answers its id and its secret.
    ///
    /// # Errors
    /// The database failed, or the machine gives no randomness.
    pub async fn add_token(&mut self, new: NewToken) -> Result<(Uuid, Secret)> {
        let (id, secret) = (self.new_id(), self.store.new_secret()?);
        let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.as_str()).collect();
        let sql = "INSERT INTO api_tokens (id, secret_sha, account_id, name, scopes, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(id)
            .with(secret.sha256())
            .with(new.account)
            .with(new.name)
            .with(scopes.join(" "))
            .with(self.recorded_micros())
            .with(micros(new.expires_at));
        exec(&*self.tx, sql, params).await?;
        self.seal_account(new.account, json!({ "token": id, "scopes": scopes })).await?;
        Ok((id, secret))
    }

    /// Revokes a token of a person, and seals it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person has no such open token.
    pub async fn end_token(&mut self, account: Uuid, id: Uuid) -> Result<()> {
        let sql = "UPDATE api_tokens SET ended_at = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL";
        let params = Params::new().with(self.recorded_micros()).with(id).with(account);
        if exec(&*self.tx, sql, params).await? == 0 {
            return Err(StoreError::Missing { what: "token" });
        }
        self.seal_account(account, json!({ "token": id, "ended": true })).await
    }
}

impl Store {
    /// A person's tokens, the newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn tokens(&self, account: Uuid) -> Result<Vec<ApiToken>> {
        let sql =
            format!("SELECT {COLUMNS} FROM api_tokens t WHERE t.account_id = ? ORDER BY t.made_at DESC, t.id DESC");
        all(self.reader(), &sql, Params::new().with(account)).await?.iter().map(token_from).collect()
    }

    /// Whose token has this secret, if it is still good.
    ///
    /// # Errors
    /// The database failed.
    pub async fn token_holder(&self, secret: &Secret) -> Result<Option<TokenHolder>> {
        let now = micros(self.now());
        let (holds, open) = (role_holds(now), account_is_open(now));
        let sql = format!(
            "SELECT {COLUMNS}, t.account_id, a.name, g.role, g.circle, g.tenant_id FROM api_tokens t JOIN accounts a ON a.id = t.account_id \
             LEFT JOIN grants g ON g.account_id = a.id AND {holds} \
             WHERE t.secret_sha = ? AND t.ended_at IS NULL AND t.expires_at > ? AND {open} ORDER BY g.granted_at, g.id"
        );
        let rows = all(self.reader(), &sql, Params::new().with(secret.sha256()).with(now)).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let grants = grants_from(&rows, 9)?;
        Ok(Some(TokenHolder { token: token_from(first)?, account: first.get(7)?, name: first.get(8)?, grants }))
    }

    /// Remembers that a token was used. Written at most once a minute.
    ///
    /// # Errors
    /// The database failed.
    pub async fn touch_token(&self, token: &ApiToken) -> Result<()> {
        let now = self.now();
        if token.last_used_at.is_some_and(|used| now - used < USED_EVERY) {
            return Ok(());
        }
        let sql = "UPDATE api_tokens SET last_used_at = ? WHERE id = ?";
        exec(self.writer(), sql, Params::new().with(micros(now)).with(token.id)).await.map(|_| ())
    }
}
