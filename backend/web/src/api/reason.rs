//! Why something is corrected or withdrawn.

use crate::error::{AppError, FieldProblem};

/// The longest reason, in characters.
pub const LONGEST: usize = 1000;

/// A reason that says something.
///
/// # Errors
/// `missing` for one of spaces only, `too_long` beyond [`LONGEST`].
pub fn given(reason: &str) -> Result<&str, AppError> {
    if reason.trim().is_empty() {
        return Err(AppError::invalid("reason", "missing"));
    }
    if reason.chars().count() > LONGEST {
        return Err(AppError::Invalid(vec![FieldProblem::new("reason", "too_long")]));
    }
    Ok(reason)
}
