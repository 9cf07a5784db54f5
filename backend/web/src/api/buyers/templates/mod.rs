//! The Word templates of a buyer for its special clauses.

pub mod collection;
pub mod file;
pub mod withdrawals;
