//! Entries: the leaves of the tree.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sea_orm::QueryResult;
use serde::{Deserialize, Serialize};

use super::merkle::Hash;
use crate::clock::micros;
use crate::database::RowExt;
use crate::{Result, StoreError};

/// One command, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its place in the tree, from 0.
    pub seq: i64,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: String,
    /// What was done, such as `attestations.record`.
    pub command: String,
    /// To what, such as `supplier:0198…`.
    pub subject: String,
    /// JSON: `rows` (how many rows it wrote and ended, and their digest) and `detail`.
    pub body: String,
    /// SHA-256 of 0x00 and the canonical bytes.
    pub leaf_hash: Hash,
}

/// What of an entry is hashed: JSON with fields in this order and the time in microseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Canonical<'a> {
    pub(crate) seq: i64,
    pub(crate) recorded_at: i64,
    pub(crate) actor: Cow<'a, str>,
    pub(crate) command: Cow<'a, str>,
    pub(crate) subject: Cow<'a, str>,
    pub(crate) body: Cow<'a, str>,
}

impl Canonical<'_> {
    /// The hashed bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl LedgerEntry {
    /// The bytes that are hashed, for those who check a proof by themselves.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let canonical = Canonical {
            seq: self.seq,
            recorded_at: micros(self.recorded_at),
            actor: self.actor.as_str().into(),
            command: self.command.as_str().into(),
            subject: self.subject.as_str().into(),
            body: self.body.as_str().into(),
        };
        canonical.bytes()
    }
}

/// Reads `seq, recorded_at, actor, command, subject, body, leaf_hash`.
pub(crate) fn entry_from(row: &QueryResult) -> Result<LedgerEntry> {
    let seq = row.get(0)?;
    let leaf: Vec<u8> = row.get(6)?;
    Ok(LedgerEntry {
        seq,
        recorded_at: row.instant(1)?,
        actor: row.get(2)?,
        command: row.get(3)?,
        subject: row.get(4)?,
        body: row.get(5)?,
        leaf_hash: leaf.try_into().map_err(|_| StoreError::Damaged(format!("ledger_entries/{seq}")))?,
    })
}
