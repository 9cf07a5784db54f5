//! A mail on its way: whom it is for and what it says, never an address.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::accounts::account_is_open;
use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{Dedupe, Lease, NewJob, Result, Store, StoreError, Work};

/// The kind of job that sends a mail.
pub const MAIL_JOB: &str = "mail";

/// Tries before a mail is given up: with a pause of up to an hour, about two days.
const TRIES: i16 = 50;

/// Whom a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// A person with an account.
    Account(Uuid),
    /// Somebody who was invited and has no account yet, by the invitation.
    Invitation(Uuid),
}

/// A mail to be sent. Its words are the messages `MESSAGE` (the subject) and `MESSAGE-more` (the body) of the catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Whom it is for.
    pub to: Addressee,
    /// Key of the message.
    pub message: String,
    /// What the message fills in: codes, numbers, days; never a person's name or address.
    #[serde(default)]
    pub arguments: Map<String, Value>,
    /// Where its reader goes on: a path of this house, beginning with `/`.
    #[serde(default)]
    pub href: Option<String>,
    /// The day whose notices it gathers, if it is a digest.
    #[serde(default)]
    pub digest_on: Option<NaiveDate>,
}

/// Where a mail goes, in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    /// The address.
    pub email: String,
    /// Tag of the language.
    pub language: String,
}

impl Mail {
    /// A mail without arguments and without a way on.
    #[must_use]
    pub fn new(to: Addressee, message: impl Into<String>) -> Self {
        Self { to, message: message.into(), arguments: Map::new(), href: None, digest_on: None }
    }

    /// The same with one more value for its message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.arguments.insert(name.to_owned(), value.into());
        self
    }

    /// The same with a way on.
    #[must_use]
    pub fn leading_to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The job that sends it; with a key, no second one of that key ever.
    ///
    /// # Errors
    /// Never in practice: everything in it can be written as JSON.
    pub(crate) fn job(&self, key: Option<String>) -> Result<NewJob> {
        let payload = serde_json::to_string(self).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let dedupe = key.map_or(Dedupe::None, Dedupe::Forever);
        Ok(NewJob { max_attempts: TRIES, dedupe, ..NewJob::new(MAIL_JOB, payload) })
    }
}

impl Work {
    /// Enqueues a mail in the transaction of the change that causes it; with a key, never twice.
    ///
    /// # Errors
    /// The database failed.
    pub async fn enqueue_mail(&mut self, mail: &Mail, key: Option<String>) -> Result<()> {
        self.enqueue(mail.job(key)?).await.map(|_| ())
    }
}

impl Store {
    /// Where a mail goes now; none if its reader has no address, was deactivated or erased, or the invitation is over.
    ///
    /// # Errors
    /// The database failed.
    pub async fn mail_address(&self, to: Addressee) -> Result<Option<MailAddress>> {
        let (sql, id) = match to {
            Addressee::Account(id) => (
                format!(
                    "SELECT a.email, a.language FROM accounts a WHERE a.id = ? AND a.email IS NOT NULL AND {} AND a.erased_at IS NULL",
                    account_is_open(micros(self.now()))
                ),
                id,
            ),
            Addressee::Invitation(id) => (
                "SELECT email, language FROM invitations WHERE id = ? AND email IS NOT NULL AND used_at IS NULL AND ended_at IS NULL"
                    .to_owned(),
                id,
            ),
        };
        let row = one(self.reader(), &sql, Params::new().with(id)).await?;
        row.map(|row| Ok(MailAddress { email: row.get(0)?, language: row.get(1)? })).transpose()
    }

    /// Marks a mail as sent and forgets what it said: it may hold a link that lets its reader in.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the lease was lost.
    pub async fn finish_mail(&self, lease: &Lease) -> Result<()> {
        self.finish_job(lease).await?;
        let sql = "UPDATE jobs SET payload = '{}' WHERE id = ? AND state = 2";
        exec(self.writer(), sql, Params::new().with(lease.id)).await.map(|_| ())
    }
}
