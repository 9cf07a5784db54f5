//! From the bytes of a scheme and of facts to the bytes of a grade: what `kakuzuke grade` runs.

use super::grade::grade;
use crate::facts::{FactsError, SupplierFacts, days};
use crate::schemes::{Scheme, SchemeError};
use thiserror::Error;

/// Input that cannot be graded; its message is one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GradeInputError {
    /// The scheme file.
    #[error("scheme: {0}")]
    Scheme(#[from] SchemeError),
    /// The facts.
    #[error("facts: {0}")]
    Facts(#[from] FactsError),
    /// The facts are not UTF-8 text.
    #[error("facts: not UTF-8 text")]
    FactsNotText,
    /// The day.
    #[error("on: `{0}` is not a date YYYY-MM-DD")]
    Day(String),
    /// The result could not be written.
    #[error("the grade could not be written: {0}")]
    Unwritable(String),
}

/// Grades a facts document under a scheme file on a day, and writes the result as JSON.
///
/// # Errors
/// A wrong scheme, wrong facts or a wrong day.
pub fn grade_json(scheme: &[u8], facts: &[u8], on: &str) -> Result<String, GradeInputError> {
    let scheme = Scheme::from_toml(scheme)?;
    let facts = std::str::from_utf8(facts).map_err(|_| GradeInputError::FactsNotText)?;
    let facts = SupplierFacts::from_json(facts)?;
    let day = days::parse_day(on).ok_or_else(|| GradeInputError::Day(on.escape_debug().to_string()))?;
    let grade = grade(&scheme, &facts, day);
    serde_json::to_string(&grade.view(&scheme)).map_err(|error| GradeInputError::Unwritable(error.to_string()))
}
