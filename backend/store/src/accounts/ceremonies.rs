//! What must be remembered between a question to a browser and its answer: short-lived, bound to that browser, good once.

use uuid::Uuid;

use super::Secret;
use super::credentials::in_minutes;
use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{Result, Store};

/// Minutes until an unanswered question is forgotten.
const MINUTES: i64 = 10;

/// What an answer must name to be matched with its question.
#[derive(Debug, Clone)]
pub struct CeremonyTicket {
    /// The question.
    pub id: Uuid,
    /// What only the browser that was asked knows.
    pub secret: Secret,
}

/// A question as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// The account it was put to, where one was known.
    pub account: Option<Uuid>,
    /// What is needed to judge the answer.
    pub state: String,
}

impl Store {
    /// Keeps a question of a kind.
    ///
    /// # Errors
    /// The database failed, or the machine gives no randomness.
    pub async fn begin_ceremony(&self, kind: &str, account: Option<Uuid>, state: &str) -> Result<CeremonyTicket> {
        let ticket = CeremonyTicket { id: self.new_id(), secret: self.new_secret()? };
        let now = self.now();
        exec(self.writer(), "DELETE FROM ceremonies WHERE expires_at <= ?", Params::new().with(micros(now))).await?;
        let sql = "INSERT INTO ceremonies (id, kind, binding, account_id, state, expires_at) VALUES (?, ?, ?, ?, ?, ?)";
        let params = Params::new()
            .with(ticket.id)
            .with(kind)
            .with(ticket.secret.sha256())
            .with(account)
            .with(state)
            .with(in_minutes(now, MINUTES));
        exec(self.writer(), sql, params).await?;
        Ok(ticket)
    }

    /// Takes a question out, so that it can be answered once only; none if it is over, of another kind or another browser's.
    ///
    /// # Errors
    /// The database failed.
    pub async fn take_ceremony(&self, kind: &str, ticket: &CeremonyTicket) -> Result<Option<Ceremony>> {
        let sql = "DELETE FROM ceremonies WHERE id = ? AND kind = ? AND binding = ? AND expires_at > ? RETURNING account_id, state";
        let params = Params::new().with(ticket.id).with(kind).with(ticket.secret.sha256()).with(micros(self.now()));
        let row = one(self.writer(), sql, params).await?;
        row.map(|row| Ok(Ceremony { account: row.get(0)?, state: row.get(1)? })).transpose()
    }
}
