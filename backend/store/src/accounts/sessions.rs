//! Sessions: begun at sign-in, found by the hash of their secret, ended by the person, by time or by an officer.

use chrono::{DateTime, TimeDelta, Utc};
use kakuzuke_domain::accounts::Grant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::present::{account_is_open, role_holds};
use super::{Secret, circle};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, exec};
use crate::{Result, Store, StoreError};

/// A session ends after so long without a request (NIST SP 800-63B-4, AAL2: at most one hour).
const IDLE: TimeDelta = TimeDelta::hours(1);
/// A session ends after so long in any case (AAL2: at most 24 hours): one working day.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How exactly the last request is remembered.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A session to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Whose.
    pub account: Uuid,
    /// How the person signed in: `password`, `passkey`, `oidc`, `demo`.
    pub method: String,
    /// Whether a second factor was proven.
    pub proven: bool,
    /// The network address it came from.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// When it began.
    pub made_at: DateTime<Utc>,
    /// About when the last request came.
    pub seen_at: DateTime<Utc>,
    /// When it ends without another request.
    pub idle_until: DateTime<Utc>,
    /// When it ends in any case.
    pub ends_at: DateTime<Utc>,
    /// The network address it came from.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    /// How the person signed in.
    pub method: String,
    /// When a second factor was proven last.
    pub proven_at: Option<DateTime<Utc>>,
}

/// Who a session belongs to, with everything a request needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The session.
    pub session: Session,
    /// The person's name.
    pub name: String,
    /// The person's language.
    pub language: String,
    /// Whether the person has a second factor to prove.
    pub has_second_factor: bool,
    /// The person's roles.
    pub grants: Vec<Grant>,
}

const COLUMNS: &str =
    "s.id, s.account_id, s.made_at, s.seen_at, s.idle_until, s.ends_at, s.address, s.agent, s.method, s.proven_at";

fn session_from(row: &QueryResult) -> Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        account: row.get(1)?,
        made_at: row.instant(2)?,
        seen_at: row.instant(3)?,
        idle_until: row.instant(4)?,
        ends_at: row.instant(5)?,
        address: row.get(6)?,
        agent: row.get(7)?,
        method: row.get(8)?,
        proven_at: row.instant_or_none(9)?,
    })
}

/// Reads `role, circle, tenant_id` from `at` on, for the rows of one account.
pub(super) fn grants_from(rows: &[QueryResult], at: usize) -> Result<Vec<Grant>> {
    let mut grants = Vec::new();
    for row in rows {
        if let Some(role) = row.get::<Option<String>>(at)? {
            let word: String = row.get(at + 1)?;
            grants.push(circle::grant(&role, &word, row.get(at + 2)?)?);
        }
    }
    Ok(grants)
}

impl Store {
    /// Begins a session; answers its secret, which the browser keeps.
    ///
    /// # Errors
    /// The database failed, or the machine gives no randomness.
    pub async fn begin_session(&self, new: NewSession) -> Result<Secret> {
        let secret = self.new_secret()?;
        let now = self.now();
        let sql = "INSERT INTO sessions (id, secret_sha, account_id, made_at, seen_at, idle_until, ends_at, address, agent, method, proven_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(self.new_id())
            .with(secret.sha256())
            .with(new.account)
            .with(micros(now))
            .with(micros(now))
            .with(micros(now + IDLE))
            .with(micros(now + LONGEST))
            .with(short(&new.address))
            .with(short(&new.agent))
            .with(new.method)
            .with(new.proven.then(|| micros(now)));
        exec(self.writer(), sql, params).await?;
        Ok(secret)
    }

    /// Whose session has this secret, if it is still open.
    ///
    /// # Errors
    /// The database failed.
    pub async fn visitor(&self, secret: &Secret) -> Result<Option<Visitor>> {
        let now = micros(self.now());
        let (holds, open) = (role_holds(now), account_is_open(now));
        let sql = format!(
            "SELECT {COLUMNS}, a.name, a.language, (a.totp_since IS NOT NULL OR EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = a.id)), \
             g.role, g.circle, g.tenant_id FROM sessions s JOIN accounts a ON a.id = s.account_id \
             LEFT JOIN grants g ON g.account_id = a.id AND {holds} \
             WHERE s.secret_sha = ? AND s.ended_at IS NULL AND s.idle_until > ? AND s.ends_at > ? AND {open} \
             ORDER BY g.granted_at, g.id"
        );
        let rows = all(self.reader(), &sql, Params::new().with(secret.sha256()).with(now).with(now)).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        Ok(Some(Visitor {
            session: session_from(first)?,
            name: first.get(10)?,
            language: first.get(11)?,
            has_second_factor: first.get(12)?,
            grants: grants_from(&rows, 13)?,
        }))
    }

    /// Remembers that a request came, which puts off the end for idleness. Written at most once a minute.
    ///
    /// # Errors
    /// The database failed.
    pub async fn touch_session(&self, session: &Session) -> Result<()> {
        let now = self.now();
        if now - session.seen_at < SEEN_EVERY {
            return Ok(());
        }
        let sql = "UPDATE sessions SET seen_at = ?, idle_until = ? WHERE id = ? AND ended_at IS NULL";
        let params = Params::new().with(micros(now)).with(micros(now + IDLE)).with(session.id);
        exec(self.writer(), sql, params).await.map(|_| ())
    }

    /// Gives a session a new secret, so that one that was seen before the sign-in or step-up is worth nothing after it; with
    /// `proven`, remembers that a second factor was proven now.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the session has ended.
    pub async fn rotate_session(&self, id: Uuid, proven: bool) -> Result<Secret> {
        let secret = self.new_secret()?;
        let at = proven.then(|| micros(self.now()));
        let sql =
            "UPDATE sessions SET secret_sha = ?, proven_at = COALESCE(?, proven_at) WHERE id = ? AND ended_at IS NULL";
        let done = exec(self.writer(), sql, Params::new().with(secret.sha256()).with(at).with(id)).await?;
        if done == 0 { Err(StoreError::Missing { what: "session" }) } else { Ok(secret) }
    }

    /// The open sessions of a person, the latest request first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sessions(&self, account: Uuid) -> Result<Vec<Session>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions s WHERE s.account_id = ? AND s.ended_at IS NULL AND s.idle_until > ? AND s.ends_at > ? \
             ORDER BY s.seen_at DESC, s.id"
        );
        let now = micros(self.now());
        let rows = all(self.reader(), &sql, Params::new().with(account).with(now).with(now)).await?;
        rows.iter().map(session_from).collect()
    }

    /// Ends a session of a person.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person has no such open session.
    pub async fn end_session(&self, account: Uuid, id: Uuid) -> Result<()> {
        let sql = "UPDATE sessions SET ended_at = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL";
        let done = exec(self.writer(), sql, Params::new().with(micros(self.now())).with(id).with(account)).await?;
        if done == 0 { Err(StoreError::Missing { what: "session" }) } else { Ok(()) }
    }

    /// Ends every session of a person but one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn end_other_sessions(&self, account: Uuid, kept: Option<Uuid>) -> Result<u64> {
        let sql = "UPDATE sessions SET ended_at = ? WHERE account_id = ? AND id <> ? AND ended_at IS NULL";
        let params = Params::new().with(micros(self.now())).with(account).with(kept.unwrap_or_default());
        exec(self.writer(), sql, params).await
    }
}

/// Network addresses and names of browsers are written by strangers: 300 characters are enough.
pub(super) fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
