//! What can be wrong with a file of a clause or of a set.

use thiserror::Error;

use crate::facts::one_line;

/// A file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClauseError {
    /// Not TOML, a missing or unknown field, an unknown word, a value out of range.
    #[error("{file}: line {line}: {message}")]
    Malformed {
        /// Which file.
        file: String,
        /// Line of the file, from 1; 0 if unknown.
        line: usize,
        /// What the reader found.
        message: String,
    },
    /// It can be read but contradicts itself.
    #[error("{file}: {path}: {problem}")]
    Wrong {
        /// Which file.
        file: String,
        /// Where in the file.
        path: String,
        /// What is wrong there.
        problem: &'static str,
    },
}

impl ClauseError {
    pub(super) fn malformed(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(0, |before| before.matches('\n').count() + 1);
        Self::Malformed { file: file.to_owned(), line, message: one_line(&error.message().replace('\n', " ")) }
    }
}

/// What a check found, before it is known in which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    path: String,
    problem: &'static str,
}

impl Wrong {
    pub(super) fn new(path: impl Into<String>, problem: &'static str) -> Self {
        Self { path: path.into(), problem }
    }

    pub(super) fn in_file(self, file: &str, under: &str) -> ClauseError {
        ClauseError::Wrong { file: file.to_owned(), path: format!("{under}{}", self.path), problem: self.problem }
    }
}

pub(super) type Checked = Result<(), Wrong>;

pub(super) fn ensure(holds: bool, path: impl Into<String>, problem: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(Wrong::new(path, problem)) }
}
