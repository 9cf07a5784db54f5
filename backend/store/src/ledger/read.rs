//! Reading the ledger: one entry, heads, proofs.

use std::collections::HashSet;

use kakuzuke_domain::accounts::Visible;
use sea_orm::QueryResult;

use super::filter::read_by;
use super::merkle::{self, Hash};
use super::{LedgerEntry, TreeHead, entry_from};
use crate::database::{Params, RowExt, all, in_ints, ints, one};
use crate::{Result, Store, StoreError};

pub(super) const ENTRY_COLUMNS: &str = "seq, recorded_at, actor, command, subject, body, leaf_hash";
pub(super) const HEAD_COLUMNS: &str = "size, root, signed_at, key_id, signature";

/// Reads [`HEAD_COLUMNS`].
pub(super) fn head_from(row: &QueryResult) -> Result<TreeHead> {
    let size: i64 = row.get(0)?;
    let damaged = || StoreError::Damaged(format!("tree_heads/{size}"));
    let (root, signature): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(4)?);
    Ok(TreeHead {
        size: u64::try_from(size).map_err(|_| damaged())?,
        root: root.try_into().map_err(|_| damaged())?,
        signed_at: row.instant(2)?,
        key_id: row.get(3)?,
        signature: signature.try_into().map_err(|_| damaged())?,
    })
}

impl Store {
    /// One entry, for those who see it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_entry(&self, visible: &Visible, seq: i64) -> Result<Option<LedgerEntry>> {
        let (read, words) = read_by(self.backend(), visible);
        let sql = format!("SELECT {ENTRY_COLUMNS} FROM ledger_entries e WHERE e.seq = ?{read}");
        let mut params = Params::new().with(seq);
        if let Some(words) = words {
            params.push(words);
        }
        one(self.reader(), &sql, params).await?.as_ref().map(entry_from).transpose()
    }

    /// Which of these entries somebody sees.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen_entries(&self, visible: &Visible, seqs: &[i64]) -> Result<HashSet<i64>> {
        if *visible == Visible::All {
            return Ok(seqs.iter().copied().collect());
        }
        let (read, words) = read_by(self.backend(), visible);
        let among = in_ints(self.backend(), "e.seq");
        let sql = format!("SELECT e.seq FROM ledger_entries e WHERE {among}{read}");
        let params = Params::new().with(ints(seqs.iter().copied())).with(words.unwrap_or_default());
        all(self.reader(), &sql, params).await?.iter().map(|row| row.get(0)).collect()
    }

    /// The newest signed head.
    ///
    /// # Errors
    /// The database failed, or there is none.
    pub async fn ledger_head(&self) -> Result<TreeHead> {
        let sql = format!("SELECT {HEAD_COLUMNS} FROM tree_heads ORDER BY size DESC LIMIT 1");
        let row = one(self.reader(), &sql, Params::new()).await?;
        row.as_ref().map(head_from).transpose()?.ok_or(StoreError::Missing { what: "tree_head" })
    }

    /// Signed heads, largest first: those of fewer than `before` entries, at most `limit` (1 to 1,000).
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_heads(&self, before: Option<i64>, limit: u32) -> Result<Vec<TreeHead>> {
        let sql = format!("SELECT {HEAD_COLUMNS} FROM tree_heads WHERE size < ? ORDER BY size DESC LIMIT ?");
        let params = Params::new().with(before.unwrap_or(i64::MAX)).with(i64::from(limit.clamp(1, 1_000)));
        all(self.reader(), &sql, params).await?.iter().map(head_from).collect()
    }

    /// The signed head of the first `size` entries; none if no change ended there.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ledger_head_of(&self, size: i64) -> Result<Option<TreeHead>> {
        let sql = format!("SELECT {HEAD_COLUMNS} FROM tree_heads WHERE size = ?");
        one(self.reader(), &sql, Params::new().with(size)).await?.as_ref().map(head_from).transpose()
    }

    /// Proof that entry `seq` is in the tree of `size` entries (RFC 6962, 2.1.1).
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such entry or size.
    pub async fn inclusion_proof(&self, seq: u64, size: u64) -> Result<Vec<Hash>> {
        let leaves = self.leaves(size).await?;
        let index = usize::try_from(seq).ok().filter(|index| *index < leaves.len());
        Ok(merkle::inclusion_proof(&leaves, index.ok_or(StoreError::Missing { what: "entry" })?))
    }

    /// Proof that the tree of `first` entries is the beginning of that of `second` (RFC 6962, 2.1.2).
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there are no such sizes.
    pub async fn consistency_proof(&self, first: u64, second: u64) -> Result<Vec<Hash>> {
        let leaves = self.leaves(second).await?;
        let first = usize::try_from(first).ok().filter(|first| *first <= leaves.len());
        Ok(merkle::consistency_proof(&leaves, first.ok_or(StoreError::Missing { what: "tree_head" })?))
    }

    async fn leaves(&self, size: u64) -> Result<Vec<Hash>> {
        let missing = || StoreError::Missing { what: "tree_head" };
        let size = i64::try_from(size).map_err(|_| missing())?;
        let sql = "SELECT leaf_hash FROM ledger_entries WHERE seq < ? ORDER BY seq";
        let rows = all(self.reader(), sql, Params::new().with(size)).await?;
        if i64::try_from(rows.len()).ok() != Some(size) {
            return Err(missing());
        }
        let leaf = |(at, row): (usize, &QueryResult)| {
            let bytes: Vec<u8> = row.get(0)?;
            bytes.try_into().map_err(|_| StoreError::Damaged(format!("ledger_entries/{at}")))
        };
        rows.iter().enumerate().map(leaf).collect()
    }
}
