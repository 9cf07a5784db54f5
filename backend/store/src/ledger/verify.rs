//! `ledger verify`: entries against the tree, the tree against its signed heads, tables against entries, lists against facts.

use std::collections::HashMap;

use super::cursors::{Ended, Written};
use super::merkle::{Frontier, leaf_hash};
use super::proposals::Trails;
use super::read::{ENTRY_COLUMNS, HEAD_COLUMNS, head_from};
use super::readers::Kept;
use super::{LedgerEntry, SealedTable, TreeHead, digest, entry_from};
use crate::database::{Params, RowExt, all, one};
use crate::{Result, Store, StoreError};

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerProblem {
    /// The table.
    pub table: String,
    /// The row: its number, a hash for files, or for a proposal its id with the number of a version or step.
    pub key: String,
    /// What is wrong, as a machine code: `row_changed`, `row_missing`, `row_without_entry`, `row_out_of_place`, `rows_changed` (of an
    /// entry), `entry_changed`, `entry_missing`, `root_differs`, `signature_wrong`, `head_differs`, `file_changed`, `file_missing`.
    pub code: &'static str,
}

impl LedgerProblem {
    pub(super) fn new(table: &str, key: impl ToString, code: &'static str) -> Self {
        Self { table: table.to_owned(), key: key.to_string(), code }
    }
}

/// What a verification looked at, and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// Entries of the ledger.
    pub entries: u64,
    /// Sealed rows.
    pub rows: u64,
    /// Signed heads.
    pub heads: u64,
    /// Rows of the list that were computed again.
    pub listings: u64,
    /// Uploaded files that were read again.
    pub files: u64,
    /// What is wrong; more than a thousand are not listed.
    pub problems: Vec<LedgerProblem>,
}

impl Verification {
    /// True if everything is as it was recorded.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

const PAGE: i64 = 1_000;

impl Store {
    /// Verifies the whole register up to the present head. `progress` hears how many entries are done of how many.
    ///
    /// # Errors
    /// The database failed. What is wrong with the records is no error but a problem in the answer.
    pub async fn verify_ledger(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<Verification> {
        let mut found = Verification::default();
        let (size, frontier) = self.stored_head().await?;
        let heads = self.heads(size, &mut found).await?;
        let mut walk = Walk {
            written: SealedTable::ALL.map(Written::new),
            ended: SealedTable::BITEMPORAL.map(Ended::new),
            tree: Frontier::default(),
            heads,
            trails: Trails::default(),
            next: 0,
        };
        while walk.next < size {
            let sql =
                format!("SELECT {ENTRY_COLUMNS} FROM ledger_entries WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?");
            let params = Params::new().with(walk.next).with(size).with(PAGE);
            let rows = all(self.reader(), &sql, params).await?;
            if rows.is_empty() {
                found.problems.push(LedgerProblem::new("ledger_entries", walk.next, "entry_missing"));
                break;
            }
            let last: i64 = rows.last().map_or(Ok(walk.next), |row| row.get(0))?;
            let mut readers = Kept::between(self.reader(), walk.next, last + 1).await?;
            for row in &rows {
                match entry_from(row) {
                    Ok(entry) => {
                        readers.check(&entry, &mut found.problems);
                        walk.entry(self, &entry, &mut found).await?;
                    }
                    Err(_) => {
                        let seq: i64 = row.get(0)?;
                        found.problems.push(LedgerProblem::new("ledger_entries", seq, "entry_changed"));
                        walk.next = seq + 1;
                    }
                }
            }
            readers.rest(&mut found.problems);
            progress(found.entries, u64::try_from(size).unwrap_or(0));
        }
        if walk.tree.to_bytes() != frontier {
            found.problems.push(LedgerProblem::new("ledger_head", 1, "head_differs"));
        }
        found.rows = walk.written.iter().map(|table| table.seen).sum();
        self.nothing_behind(size, &mut walk, &mut found).await?;
        let moving = self.stored_head().await?.0 != size;
        walk.trails.check(self.reader(), moving, &mut found.problems).await?;
        self.verify_derived(&mut found).await?;
        found.problems.truncate(1_000);
        Ok(found)
    }

    pub(super) async fn stored_head(&self) -> Result<(i64, Vec<u8>)> {
        let row = one(self.reader(), "SELECT size, frontier FROM ledger_head WHERE id = 1", Params::new()).await?;
        let row = row.ok_or(StoreError::Missing { what: "ledger_head" })?;
        Ok((row.get(0)?, row.get(1)?))
    }

    /// The signed heads by size, each signature checked.
    async fn heads(&self, size: i64, found: &mut Verification) -> Result<HashMap<u64, TreeHead>> {
        let sql = format!("SELECT {HEAD_COLUMNS} FROM tree_heads WHERE size <= ? ORDER BY size");
        let mut heads = HashMap::new();
        for row in &all(self.reader(), &sql, Params::new().with(size)).await? {
            found.heads += 1;
            match head_from(row) {
                Ok(head) if self.public_key().signed(&head) => {
                    heads.insert(head.size, head);
                }
                _ => {
                    let size: i64 = row.get(0)?;
                    found.problems.push(LedgerProblem::new("tree_heads", size, "signature_wrong"));
                }
            }
        }
        if size > 0 && !heads.contains_key(&u64::try_from(size).unwrap_or(0)) {
            found.problems.push(LedgerProblem::new("tree_heads", size, "head_differs"));
        }
        Ok(heads)
    }

    /// Nothing may stand behind the head that was read, unless the head has moved on meanwhile.
    async fn nothing_behind(&self, size: i64, walk: &mut Walk, found: &mut Verification) -> Result<()> {
        let (now, _) = self.stored_head().await?;
        if now != size {
            return Ok(());
        }
        for table in &mut walk.written {
            table.rest(self.reader(), &mut found.problems).await?;
        }
        let sql = "SELECT seq FROM ledger_entries WHERE seq >= ? OR seq < 0 ORDER BY seq LIMIT 100";
        for row in &all(self.reader(), sql, Params::new().with(size)).await? {
            found.problems.push(LedgerProblem::new("ledger_entries", row.get::<i64>(0)?, "row_without_entry"));
        }
        for (first, until) in [(i64::MIN, 0), (size, i64::MAX)] {
            Kept::between(self.reader(), first, until).await?.rest(&mut found.problems);
        }
        for table in SealedTable::BITEMPORAL {
            let table = table.as_str();
            let sql = format!(
                "SELECT seq FROM {table} WHERE (superseded_entry IS NULL) <> (superseded_at IS NULL) OR \
                 (superseded_entry IS NULL AND reason IS NOT NULL) OR superseded_entry >= ? OR superseded_entry < entry_seq \
                 ORDER BY seq LIMIT 100"
            );
            for row in &all(self.reader(), &sql, Params::new().with(size)).await? {
                found.problems.push(LedgerProblem::new(table, row.get::<i64>(0)?, "row_changed"));
            }
        }
        Ok(())
    }
}

/// Where the verification stands.
struct Walk {
    written: [Written; SealedTable::ALL.len()],
    ended: [Ended; SealedTable::BITEMPORAL.len()],
    tree: Frontier,
    heads: HashMap<u64, TreeHead>,
    trails: Trails,
    next: i64,
}

impl Walk {
    async fn entry(&mut self, store: &Store, entry: &LedgerEntry, found: &mut Verification) -> Result<()> {
        for seq in (self.next..entry.seq).take(100) {
            found.problems.push(LedgerProblem::new("ledger_entries", seq, "entry_missing"));
        }
        self.next = entry.seq + 1;
        found.entries += 1;
        let leaf = leaf_hash(&entry.canonical());
        if leaf != entry.leaf_hash {
            found.problems.push(LedgerProblem::new("ledger_entries", entry.seq, "entry_changed"));
        }
        self.tree.push(leaf);
        self.trails.hear(entry);
        let mut rows = Vec::new();
        for table in &mut self.written {
            table.of(store.reader(), entry.seq, &mut rows, &mut found.problems).await?;
        }
        for table in &mut self.ended {
            table.of(store.reader(), entry.seq, &mut rows, &mut found.problems).await?;
        }
        if digest_in(&entry.body).is_none_or(|sealed| sealed != digest(&mut rows)) {
            found.problems.push(LedgerProblem::new("ledger_entries", entry.seq, "rows_changed"));
        }
        if let Some(head) = self.heads.get(&self.tree.size())
            && head.root != self.tree.root()
        {
            found.problems.push(LedgerProblem::new("tree_heads", head.size, "root_differs"));
        }
        Ok(())
    }
}

fn digest_in(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    body.get("rows")?.get("sha256")?.as_str().map(str::to_owned)
}
