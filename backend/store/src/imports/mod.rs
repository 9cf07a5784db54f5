//! Files of import: their state, what was wrong with their rows, what a person must decide, how their columns were read.

mod mappings;
mod problems;
mod progress;
mod proposals;
mod state;

pub use problems::ProblemRow;
pub use proposals::{NewProposal, ProposalRow};
pub(crate) use state::open_in_hand;
pub use state::{ImportRow, ImportUpdate, NewImport, SeenImports};
