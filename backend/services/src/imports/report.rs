//! What an import did, every row counted exactly once.

use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

use super::problems::{Problem, Severity};
use crate::words::Language;

/// Problems one report lists; the rest are counted in a last one, `more_problems`.
pub const PROBLEMS_LISTED: usize = 50_000;

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something new was recorded.
    Created,
    /// A version was added to something known.
    Updated,
    /// The register already says so.
    Unchanged,
    /// An error kept the row out.
    Rejected,
    /// The row waits for a person, who decides whom it means.
    Proposed,
}

/// Rows by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows that held data.
    pub rows: u64,
    /// Rows that recorded something new.
    pub created: u64,
    /// Rows that added a version to something known.
    pub updated: u64,
    /// Rows that the register already knew.
    pub unchanged: u64,
    /// Rows that an error kept out.
    pub rejected: u64,
    /// Rows that wait for a person.
    pub proposals: u64,
}

impl Counts {
    /// Counts one row.
    pub fn count(&mut self, outcome: Outcome) {
        self.rows += 1;
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Rejected => self.rejected += 1,
            Outcome::Proposed => self.proposals += 1,
        }
    }
}

/// The report of one import, dry or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub file_sha256: String,
    /// The rows by what became of them.
    pub counts: Counts,
    /// What a person should look at, in the order of the file.
    pub problems: Vec<Problem>,
    /// Problems beyond [`PROBLEMS_LISTED`].
    pub unlisted: u64,
    /// Whether anything was written: not in a dry run, nor where `all_or_nothing` met an error.
    pub written: bool,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

impl ImportReport {
    /// Adds problems, as many as a report lists.
    pub fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            if self.problems.len() < PROBLEMS_LISTED {
                self.problems.push(problem);
            } else {
                self.unlisted += 1;
            }
        }
    }

    /// Whether a person is needed: rows were rejected, or wait for a decision.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        self.counts.rejected > 0 || self.counts.proposals > 0
    }

    /// Whether any row, or the file, has an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.counts.rejected > 0 || self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Turns the report of what would have been done into that of a file refused as a whole.
    pub fn refuse_all(&mut self) {
        let counts = &mut self.counts;
        counts.rejected += counts.created + counts.updated + counts.proposals;
        counts.created = 0;
        counts.updated = 0;
        counts.proposals = 0;
        self.written = false;
        self.problems.insert(0, Problem::error("all_or_nothing"));
    }

    /// Ends the report.
    pub fn finish(&mut self, spent: Duration) {
        self.milliseconds = u64::try_from(spent.as_millis()).unwrap_or(u64::MAX);
        if self.unlisted > 0 {
            self.problems.push(Problem::warning("more_problems").with("count", self.unlisted.to_string()));
        }
    }

    /// The report as section 7 of the design prints it.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let seconds = format!("{}.{:03}", self.milliseconds / 1000, self.milliseconds % 1000);
        json!({
            "file_sha256": self.file_sha256,
            "rows": self.counts.rows,
            "created": self.counts.created,
            "updated": self.counts.updated,
            "unchanged": self.counts.unchanged,
            "rejected": self.counts.rejected,
            "proposals": self.counts.proposals,
            "problems": self.problems.iter().map(|problem| problem.to_json(language)).collect::<Vec<_>>(),
            "seconds": Number::from_str(&seconds).map_or(Value::Null, Value::Number),
        })
    }
}
