//! The whole ledger as lines of text that can be checked without the register.

use std::collections::VecDeque;

use sea_orm::QueryResult;

use super::Canonical;
use super::lines::{Closing, FORMAT, HeadLine, Line, Opening, instant};
use super::read::{ENTRY_COLUMNS, HEAD_COLUMNS};
use crate::clock::micros;
use crate::database::{Params, RowExt, all};
use crate::{Result, Store, StoreError};

const PAGE: i64 = 1_000;

/// An export under way, as the ledger stood when it began. Nothing is judged here: what is wrong is exported as it is.
pub struct LedgerExport {
    store: Store,
    size: i64,
    next: i64,
    opened: bool,
    closed: bool,
    entries: u64,
    heads: u64,
}

impl Store {
    /// Begins an export of every entry and every signed head: text of one JSON object a line, whose first line holds
    /// the public key. [`super::verify_export`] checks it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn export_ledger(&self) -> Result<LedgerExport> {
        let (size, _) = self.stored_head().await?;
        let store = self.clone();
        Ok(LedgerExport { store, size, next: 0, opened: false, closed: false, entries: 0, heads: 0 })
    }
}

impl LedgerExport {
    /// How many entries it will have.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }

    /// The next lines, about a thousand at once; none after the last.
    ///
    /// # Errors
    /// The database failed.
    pub async fn lines(&mut self) -> Result<Option<String>> {
        let mut out = String::new();
        if !self.opened {
            self.opened = true;
            let opening = Opening {
                format: FORMAT.to_owned(),
                exported_at: instant(micros(self.store.now())),
                size: self.size(),
                keys: vec![self.store.public_key().jwk()],
            };
            push(&mut out, &Line { ledger: Some(opening), ..Line::default() })?;
        } else if self.next < self.size {
            self.page(&mut out).await?;
        } else if !self.closed {
            self.closed = true;
            let end = Closing { entries: self.entries, heads: self.heads };
            push(&mut out, &Line { end: Some(end), ..Line::default() })?;
        } else {
            return Ok(None);
        }
        Ok(Some(out))
    }

    async fn page(&mut self, out: &mut String) -> Result<()> {
        let until = self.size.min(self.next + PAGE);
        let sql = format!("SELECT {ENTRY_COLUMNS} FROM ledger_entries WHERE seq >= ? AND seq < ? ORDER BY seq");
        let entries = all(self.store.reader(), &sql, Params::new().with(self.next).with(until)).await?;
        let sql = format!("SELECT {HEAD_COLUMNS} FROM tree_heads WHERE size > ? AND size <= ? ORDER BY size");
        let heads = all(self.store.reader(), &sql, Params::new().with(self.next).with(until)).await?;
        self.entries += u64::try_from(entries.len()).unwrap_or(0);
        self.heads += u64::try_from(heads.len()).unwrap_or(0);
        let mut heads: VecDeque<HeadLine> = heads.iter().map(head_line).collect::<Result<_>>()?;
        for row in &entries {
            let entry = canonical(row)?;
            while let Some(head) = heads.pop_front_if(|head| head.size <= entry.seq) {
                push(out, &Line { head: Some(head), ..Line::default() })?;
            }
            let leaf: Vec<u8> = row.get(6)?;
            push(out, &Line { entry: Some(entry), leaf: Some(hex::encode(leaf)), ..Line::default() })?;
        }
        for head in heads {
            push(out, &Line { head: Some(head), ..Line::default() })?;
        }
        self.next = until;
        Ok(())
    }
}

fn push(out: &mut String, line: &Line<'_>) -> Result<()> {
    out.push_str(&serde_json::to_string(line).map_err(|error| StoreError::Damaged(error.to_string()))?);
    out.push('\n');
    Ok(())
}

/// Reads [`ENTRY_COLUMNS`].
fn canonical(row: &QueryResult) -> Result<Canonical<'static>> {
    let text = |at| row.get::<String>(at).map(Into::into);
    Ok(Canonical {
        seq: row.get(0)?,
        recorded_at: row.get(1)?,
        actor: text(2)?,
        command: text(3)?,
        subject: text(4)?,
        body: text(5)?,
    })
}

/// Reads [`HEAD_COLUMNS`].
fn head_line(row: &QueryResult) -> Result<HeadLine> {
    let (root, signature): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(4)?);
    Ok(HeadLine {
        size: row.get(0)?,
        root: hex::encode(root),
        signed_at: instant(row.get(2)?),
        key_id: row.get(3)?,
        signature: hex::encode(signature),
    })
}
