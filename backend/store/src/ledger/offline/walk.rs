//! One pass over the lines of an export.

use std::collections::BTreeMap;

use super::reader::Found;
use super::{OfflineReport, Trusted};
use crate::ledger::lines::{Closing, HeadLine, Line, Opening};
use crate::ledger::merkle::{Frontier, Hash, leaf_hash};
use crate::ledger::{Canonical, LedgerProblem, PublicKey, TreeHead};

/// Problems that are listed.
const MOST: usize = 1_000;
/// Missing entries that are listed one by one.
const GAP: usize = 100;

/// Where the check stands.
pub(super) struct Walk {
    report: OfflineReport,
    keys: Vec<PublicKey>,
    kept: BTreeMap<u64, Vec<TreeHead>>,
    tree: Frontier,
    /// The entry that must come next.
    next: i64,
    /// False once an entry is missing: no root behind it can be computed.
    whole: bool,
    /// True once a signed head contradicted the tree: all later ones must.
    contradicted: bool,
    covered: Option<u64>,
    announced: u64,
    end: Option<Closing>,
}

impl Walk {
    pub(super) fn new(opening: Opening, trusted: &Trusted) -> Self {
        let key_was_brought = !trusted.keys.is_empty();
        let keys = if key_was_brought {
            trusted.keys.clone()
        } else {
            opening.keys.iter().filter_map(PublicKey::from_jwk).collect()
        };
        let report = OfflineReport {
            exported_at: opening.exported_at,
            keys: keys.iter().map(|key| key.key_id.clone()).collect(),
            key_was_brought,
            ..OfflineReport::default()
        };
        let mut walk = Self {
            report,
            keys,
            kept: BTreeMap::new(),
            tree: Frontier::default(),
            next: 0,
            whole: true,
            contradicted: false,
            covered: None,
            announced: opening.size,
            end: None,
        };
        for head in &trusted.heads {
            if walk.signed(head, "kept_heads") {
                walk.kept.entry(head.size).or_default().push(head.clone());
            }
        }
        walk
    }

    pub(super) fn line(&mut self, number: u64, found: Found) {
        let line = match found {
            Found::Line(line) if self.end.is_none() => *line,
            _ => return self.problem("export", number, "line_unreadable"),
        };
        match line {
            Line { entry: Some(entry), leaf: Some(leaf), ledger: None, head: None, end: None } => {
                self.entry(&entry, &leaf);
            }
            Line { head: Some(head), ledger: None, entry: None, leaf: None, end: None } => self.head(&head),
            Line { end: Some(end), ledger: None, entry: None, leaf: None, head: None } => self.end = Some(end),
            _ => self.problem("export", number, "line_unreadable"),
        }
    }

    fn entry(&mut self, entry: &Canonical<'_>, stored: &str) {
        self.report.entries += 1;
        if entry.seq < self.next {
            return self.problem("ledger_entries", entry.seq, "row_out_of_place");
        }
        self.expect(entry.seq);
        self.next = entry.seq.saturating_add(1);
        let computed = leaf_hash(&entry.bytes());
        let mut stored_hash: Hash = [0; 32];
        let readable = hex::decode_to_slice(stored, &mut stored_hash).is_ok();
        if !readable || stored_hash != computed {
            self.problem("ledger_entries", entry.seq, "entry_changed");
        }
        // With the hash that was stored, the heads behind a changed entry still show that nothing else was changed.
        self.tree.push(if readable { stored_hash } else { computed });
        if self.whole {
            for kept in self.kept.remove(&self.tree.size()).unwrap_or_default() {
                if kept.root == self.tree.root() {
                    self.report.kept += 1;
                } else {
                    self.problem("kept_heads", kept.size, "root_contradicts");
                }
            }
        }
    }

    fn head(&mut self, line: &HeadLine) {
        self.report.heads += 1;
        let Some(head) = line.head() else { return self.problem("tree_heads", line.size, "signature_wrong") };
        if !self.signed(&head, "tree_heads") {
            return;
        }
        self.expect(line.size);
        if !self.whole {
            return;
        }
        if head.size != self.tree.size() {
            return self.problem("tree_heads", head.size, "row_out_of_place");
        }
        if head.root == self.tree.root() {
            self.covered = Some(head.size);
        } else if !self.contradicted {
            self.contradicted = true;
            self.problem("tree_heads", head.size, "root_differs");
        }
    }

    /// All entries before this number must have come by now.
    fn expect(&mut self, number: i64) {
        for seq in (self.next..number).take(GAP) {
            self.whole = false;
            self.problem("ledger_entries", seq, "entry_missing");
        }
        self.next = self.next.max(number);
    }

    /// Whether a trusted key signed the head; says what is wrong if not.
    fn signed(&mut self, head: &TreeHead, table: &str) -> bool {
        let code = match self.keys.iter().find(|key| key.key_id == head.key_id) {
            Some(key) if key.signed(head) => return true,
            Some(_) => "signature_wrong",
            None => "key_unknown",
        };
        self.problem(table, head.size, code);
        false
    }

    pub(super) fn finish(mut self, lines: u64) -> OfflineReport {
        let complete = self.end.as_ref().is_some_and(|end| {
            end.entries == self.report.entries && end.heads == self.report.heads && end.entries == self.announced
        });
        if !complete {
            self.problem("export", lines, "export_incomplete");
        }
        if self.whole && !self.contradicted && self.announced > 0 && self.covered != Some(self.tree.size()) {
            self.problem("tree_heads", self.tree.size(), "head_differs");
        }
        for size in std::mem::take(&mut self.kept).into_keys() {
            self.problem("kept_heads", size, "not_reached");
        }
        self.report.root = self.tree.root();
        self.report
    }

    fn problem(&mut self, table: &str, key: impl ToString, code: &'static str) {
        if self.report.problems.len() < MOST {
            self.report.problems.push(LedgerProblem::new(table, key, code));
        }
    }
}
