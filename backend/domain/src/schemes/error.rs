//! What can be wrong with a scheme file.

use thiserror::Error;

/// A scheme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SchemeError {
    /// The file is not UTF-8 text.
    #[error("the scheme is not UTF-8 text")]
    NotText,
    /// Not TOML, a missing or unknown field, an unknown word, a wrong type.
    #[error("line {line}: {message}")]
    Malformed {
        /// Line of the file, from 1; 0 if unknown.
        line: usize,
        /// What the reader found.
        message: String,
    },
    /// It can be read but contradicts itself.
    #[error("{path}: {problem}")]
    Wrong {
        /// Where in the scheme.
        path: String,
        /// What is wrong there.
        problem: &'static str,
    },
}
