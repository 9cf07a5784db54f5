//! What the crates below complain about, as situations of the counter.

use kakuzuke_domain::facts::{FactsError, Problem as FactsProblem};
use kakuzuke_store::StoreError;

use super::{AppError, FieldProblem};

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { code } => Self::Conflict(code),
            StoreError::Missing { .. } => Self::NotFound,
            StoreError::Cursor => Self::invalid("cursor", "not_a_cursor"),
            StoreError::Busy => Self::Busy,
            other => Self::internal(other),
        }
    }
}

impl From<FactsError> for AppError {
    fn from(error: FactsError) -> Self {
        let code = error.code();
        let problem = FieldProblem::new(error.path, code);
        Self::Invalid(vec![match error.problem {
            FactsProblem::OutOfRange { from, to } => {
                problem.with("minimum", from.to_string()).with("maximum", to.to_string())
            }
            _ => problem,
        }])
    }
}
