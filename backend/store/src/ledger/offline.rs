//! Checking an exported ledger by itself: no database, no data folder, one pass in constant memory.

mod reader;
mod walk;

use std::io::{self, BufRead};

use serde_json::Value;

use self::reader::Lines;
use self::walk::Walk;
use super::lines::HeadLine;
use super::merkle::Hash;
use super::{LedgerProblem, PublicKey, TreeHead};

/// What an auditor brings along.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted {
    /// Keys obtained earlier. Without any, the key in the export is believed.
    pub keys: Vec<PublicKey>,
    /// Signed heads kept from earlier: the export must continue all of them.
    pub heads: Vec<TreeHead>,
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfflineReport {
    /// Entries that were hashed again.
    pub entries: u64,
    /// Signed heads that were checked.
    pub heads: u64,
    /// Kept heads that the export continues.
    pub kept: u64,
    /// Root over all entries, as computed.
    pub root: Hash,
    /// When the export says it was made.
    pub exported_at: String,
    /// Ids of the keys the heads were checked with.
    pub keys: Vec<String>,
    /// Whether the auditor brought the key; otherwise it is the export's own.
    pub key_was_brought: bool,
    /// What is wrong, in tables `export` (key: line), `ledger_entries` (key: entry), `tree_heads` and `kept_heads` (key: size);
    /// more than a thousand are not listed. Codes beside those of [`LedgerProblem`]: `line_unreadable`, `export_incomplete`,
    /// `key_unknown`, `root_contradicts`, `not_reached`.
    pub problems: Vec<LedgerProblem>,
}

impl OfflineReport {
    /// True if everything is as it was recorded.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks an export: every leaf is hashed again, the tree is built again, every signed head is compared with it and its
/// signature checked, and so are the heads the auditor kept. None if the input is no export of a ledger.
///
/// # Errors
/// The input cannot be read.
pub fn verify_export(input: impl BufRead, trusted: &Trusted) -> io::Result<Option<OfflineReport>> {
    let mut lines = Lines::new(input);
    let Some(opening) = lines.opening()? else { return Ok(None) };
    let mut walk = Walk::new(opening, trusted);
    while let Some(line) = lines.next()? {
        walk.line(lines.number(), line);
    }
    Ok(Some(walk.finish(lines.number())))
}

/// The signed heads in the text of a file: one head as the API answers it, a page of heads, or `head` lines of an
/// export. None if a part of it is something else.
#[must_use]
pub fn heads_in(text: &str) -> Option<Vec<TreeHead>> {
    let values = match serde_json::from_str::<Value>(text) {
        Ok(value) => vec![value],
        Err(_) => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(serde_json::from_str)
            .collect::<Result<Vec<Value>, _>>()
            .ok()?,
    };
    let mut heads = Vec::new();
    for value in values {
        match value.get("items").and_then(Value::as_array) {
            Some(items) => {
                for item in items {
                    heads.push(head(item)?);
                }
            }
            None => heads.push(head(value.get("head").unwrap_or(&value))?),
        }
    }
    (!heads.is_empty()).then_some(heads)
}

fn head(value: &Value) -> Option<TreeHead> {
    serde_json::from_value::<HeadLine>(value.clone()).ok()?.head()
}
