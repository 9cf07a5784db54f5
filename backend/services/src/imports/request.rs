//! What is asked of an import.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use kakuzuke_documents::columns::{ImportKind, Mapping};
use kakuzuke_domain::dates::DateAnswer;
use kakuzuke_store::Actor;
use serde::{Deserialize, Serialize};

/// Who carries an import out, or decides about a row of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Importer {
    /// As the ledger names them.
    pub actor: String,
    /// Whether they may say that a fact is confirmed or an audit accepted, and correct what is known (design 5: `security`).
    pub confirms: bool,
}

impl Importer {
    /// The same for the ledger.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::new(self.actor.clone())
    }
}

/// A file to be imported, and how.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// What its rows are about.
    pub kind: ImportKind,
    /// Where it lies.
    pub file: PathBuf,
    /// The name its sender gave it; the ending has to agree with the content.
    pub file_name: String,
    /// The sheet; else the first with cells.
    pub sheet: Option<String>,
    /// The row of the heading; else it is looked for.
    pub header_row: Option<u32>,
    /// Columns by field, as a person named them: heading, letter, or number from 1.
    pub columns: BTreeMap<String, String>,
    /// How doubtful dates are to be read, by column: heading, letter, number from 1, or the field it holds.
    pub dates: BTreeMap<String, DateAnswer>,
    /// A saved mapping.
    pub mapping: Option<Mapping>,
    /// The buyer of all rows, by code.
    pub buyer: Option<String>,
    /// Refuse rows that name another buyer than that.
    pub only_buyer: bool,
    /// Whether rows may say that a fact is confirmed or an audit accepted, and correct what is known.
    pub confirms: bool,
    /// Do all of it, and then undo it.
    pub dry_run: bool,
    /// Create suppliers and buyers that rows name and the register lacks.
    pub create_missing: bool,
    /// Write nothing where any row has an error.
    pub all_or_nothing: bool,
}

impl ImportRequest {
    /// An import with nothing special about it.
    #[must_use]
    pub fn new(kind: ImportKind, file: impl Into<PathBuf>, file_name: impl Into<String>) -> Self {
        Self {
            kind,
            file: file.into(),
            file_name: file_name.into(),
            sheet: None,
            header_row: None,
            columns: BTreeMap::new(),
            dates: BTreeMap::new(),
            mapping: None,
            buyer: None,
            only_buyer: false,
            confirms: false,
            dry_run: false,
            create_missing: false,
            all_or_nothing: false,
        }
    }
}

/// How far an import is, and whether it should stop: shared by the one who works and those who look.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    cancelled: AtomicBool,
}

impl Watch {
    /// Rows dealt with.
    #[must_use]
    pub fn rows_done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Asks the import to stop; it then writes nothing.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, rows: u64) {
        self.done.fetch_add(rows, Ordering::Relaxed);
    }
}
