//! The unit of work: one transaction, sealed by ledger entries. Dropping it rolls back.

mod next;
pub(crate) mod shared;
pub(crate) mod touched;
mod trailing;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Audience;
use kakuzuke_domain::schemes::Scheme;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::{from_micros, micros};
use crate::database::{Params, RowExt, exec, one};
use crate::ledger::{Canonical, Sealed, digest, merkle, readers_of, sign_head};
use crate::{Actor, Result, Store, StoreError};
use next::Next;
use shared::Shared;
use touched::Touched;
use trailing::Trailing;

/// A change in the making.
pub struct Work {
    pub(crate) store: Store,
    pub(crate) tx: Arc<Shared>,
    pub(crate) trailing: Trailing,
    pub(crate) next: Next,
    pub(crate) touched: Touched,
    pub(crate) scheme: Option<Arc<Scheme>>,
    actor: Actor,
    command: String,
    recorded_at: i64,
    frontier: merkle::Frontier,
    entries: Vec<Entry>,
    rows: Vec<Sealed>,
    today: NaiveDate,
    published: Option<Arc<Scheme>>,
}

/// An entry that waits to be written.
struct Entry {
    seq: i64,
    subject: String,
    body: String,
    leaf: merkle::Hash,
    readers: Vec<String>,
}

/// What a commit recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// When it was recorded: the `known_at` that sees it.
    pub recorded_at: DateTime<Utc>,
    /// Ledger entries it appended.
    pub entries: u64,
    /// Ledger entries altogether.
    pub size: u64,
}

impl Store {
    /// Begins a change. Writers wait for one another here, so that time of recording follows the order of commits.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if too many are waiting; the database failed.
    pub async fn begin(&self, actor: &Actor, command: &str) -> Result<Work> {
        let tx = Arc::new(Shared::new(self.inner().database.begin().await?));
        let lock = if tx.get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" };
        let sql = format!("SELECT size, frontier, recorded_at FROM ledger_head WHERE id = 1{lock}");
        let head =
            one(&*tx, &sql, Params::new()).await?.ok_or_else(|| StoreError::Damaged("ledger_head".to_owned()))?;
        let (size, bytes, last): (i64, Vec<u8>, i64) = (head.get(0)?, head.get(1)?, head.get(2)?);
        let frontier = u64::try_from(size)
            .ok()
            .and_then(|size| merkle::Frontier::from_bytes(size, &bytes))
            .ok_or_else(|| StoreError::Damaged("ledger_head".to_owned()))?;
        let now = self.now();
        Ok(Work {
            next: Next::read(&*tx).await?,
            touched: Touched::default(),
            trailing: Trailing::default(),
            scheme: self.scheme().ok(),
            actor: actor.clone(),
            command: command.to_owned(),
            recorded_at: micros(now).max(last + 1),
            frontier,
            entries: Vec::new(),
            rows: Vec::new(),
            today: self.today(),
            published: None,
            store: self.clone(),
            tx,
        })
    }
}

impl Work {
    /// The instant under which everything in this work is recorded.
    #[must_use]
    pub fn recorded_at(&self) -> DateTime<Utc> {
        from_micros(self.recorded_at)
    }

    /// Who does it.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The Japanese day on which it is done.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.store.new_id()
    }

    /// Appends one ledger entry for everything written since the last one, and regrades the suppliers it touches.
    /// `subject` names what was changed (`supplier:<id>`), `detail` says what a reader of the ledger needs to know.
    /// The rows written decide who reads it beside those who read everything: where any is a buyer's, the people of that
    /// buyer; else every office, and a supplier that it is about alone; without sealed rows, nobody.
    /// Answers the number of the entry.
    ///
    /// # Errors
    /// The database failed, or a stored fact is damaged.
    pub async fn seal(&mut self, subject: &str, detail: Value) -> Result<i64> {
        let readers = readers_of(&*self.tx, &self.rows).await?;
        self.seal_for(&readers, subject, detail).await
    }

    /// As [`Work::seal`], read by `readers` and those who read everything.
    ///
    /// # Errors
    /// As [`Work::seal`].
    pub async fn seal_for(&mut self, readers: &[Audience], subject: &str, detail: Value) -> Result<i64> {
        self.settle().await?;
        let mut readers: Vec<String> = readers.iter().map(Audience::to_string).collect();
        readers.sort_unstable();
        readers.dedup();
        let mut rows = std::mem::take(&mut self.rows);
        let ended = rows.iter().filter(|row| row.ended).count();
        let written = rows.len() - ended;
        let sealed = json!({"written": written, "ended": ended, "sha256": digest(&mut rows)});
        let body = json!({"rows": sealed, "readers": readers, "detail": detail});
        let (seq, body) = (self.next_entry(), body.to_string());
        let canonical = Canonical {
            seq,
            recorded_at: self.recorded_at,
            actor: self.actor.as_str().into(),
            command: self.command.as_str().into(),
            subject: subject.into(),
            body: body.as_str().into(),
        };
        let leaf = merkle::leaf_hash(&canonical.bytes());
        self.frontier.push(leaf);
        self.entries.push(Entry { seq, subject: subject.to_owned(), body, leaf, readers });
        if self.entries.len() >= 100 {
            self.write_entries().await?;
        }
        Ok(seq)
    }

    /// Makes it so, with a signed head. What was not sealed yet is sealed now.
    ///
    /// # Errors
    /// The database failed; then nothing has happened.
    pub async fn commit(mut self) -> Result<Committed> {
        if !self.rows.is_empty() {
            self.seal("register", Value::Null).await?;
        }
        self.settle().await?;
        self.settled().await?;
        self.write_entries().await?;
        let before = self.next.committed_entries();
        let size = self.frontier.size();
        if size > before {
            self.write_head(size).await?;
        }
        own(self.tx)?.commit().await.map_err(StoreError::from_db)?;
        if let Some(scheme) = self.published {
            self.store.set_scheme(scheme);
        }
        Ok(Committed { recorded_at: from_micros(self.recorded_at), entries: size - before, size })
    }

    /// Gives everything up; the same as dropping it, but waits until the database has.
    ///
    /// # Errors
    /// The database failed.
    pub async fn roll_back(mut self) -> Result<()> {
        self.settled().await?;
        own(self.tx)?.rollback().await.map_err(StoreError::from_db)
    }

    async fn write_entries(&mut self) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        let (mut values, mut readers) = (Vec::with_capacity(entries.len() * 7), Vec::new());
        for Entry { seq, subject, body, leaf, readers: named } in entries {
            for audience in named {
                let (actor, command) = (self.actor.as_str().into(), self.command.as_str().into());
                readers.extend([seq.into(), audience.into(), actor, command]);
            }
            values.extend([
                seq.into(),
                self.recorded_at.into(),
                self.actor.as_str().into(),
                self.command.as_str().into(),
                subject.into(),
                body.into(),
                leaf.to_vec().into(),
            ]);
        }
        let head = "INSERT INTO ledger_entries (seq, recorded_at, actor, command, subject, body, leaf_hash) VALUES ";
        crate::database::bulk_insert(&*self.tx, head, 7, values, "").await?;
        let head = "INSERT INTO ledger_readers (entry_seq, audience, actor, command) VALUES ";
        crate::database::bulk_insert(&*self.tx, head, 4, readers, "").await
    }

    async fn write_head(&self, size: u64) -> Result<()> {
        let stored = i64::try_from(size).map_err(|_| StoreError::Damaged("ledger_head".to_owned()))?;
        let params = Params::new().with(stored).with(self.frontier.to_bytes()).with(self.recorded_at);
        exec(&*self.tx, "UPDATE ledger_head SET size = ?, frontier = ?, recorded_at = ? WHERE id = 1", params).await?;
        let head = sign_head(&self.store.inner().key, size, self.frontier.root(), self.recorded_at());
        let params = Params::new()
            .with(stored)
            .with(head.root.to_vec())
            .with(self.recorded_at)
            .with(head.key_id)
            .with(head.signature.to_vec());
        let sql = "INSERT INTO tree_heads (size, root, signed_at, key_id, signature) VALUES (?, ?, ?, ?, ?)";
        exec(&*self.tx, sql, params).await.map(|_| ())
    }

    pub(crate) fn written(&mut self, row: Sealed) {
        self.rows.push(row);
    }

    /// The number of the entry that will seal what is written now.
    pub(crate) fn next_entry(&self) -> i64 {
        i64::try_from(self.frontier.size()).unwrap_or(i64::MAX)
    }

    pub(crate) fn recorded_micros(&self) -> i64 {
        self.recorded_at
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    pub(crate) fn publishes(&mut self, scheme: Arc<Scheme>) {
        self.scheme = Some(scheme.clone());
        self.published = Some(scheme);
    }
}

/// The transaction, which nobody else writes through any more.
fn own(tx: Arc<Shared>) -> Result<DatabaseTransaction> {
    Arc::into_inner(tx).map(Shared::into_inner).ok_or(StoreError::Conflict { code: "busy" })
}
