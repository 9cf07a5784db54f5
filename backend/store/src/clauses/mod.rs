//! Clauses: published sets of standard clauses, and buyers' own texts of them.

mod sets;
mod variant_row;
mod variants;

pub use sets::PublishedClauses;
pub use variant_row::{ClauseVariant, NewVariant};
pub use variants::VariantSupersession;

pub(crate) use sets::{SET_COLUMNS, clause_set_sha, first_start, published_from};
pub(crate) use variant_row::{VARIANT_COLUMNS, variant_from, variant_sha};
