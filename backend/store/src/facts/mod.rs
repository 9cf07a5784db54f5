//! The spine of the register: every fact about a supplier, on both axes of time.

mod brief;
mod history;
mod read;
mod room;
mod row;
mod write;

pub use history::FactVersion;
pub use room::FactRoom;
pub use row::{NewFact, StoredFact, Supersession};

pub(crate) use brief::{FactBrief, briefs, briefs_column, read_briefs};
pub(crate) use read::{FACT_COLUMNS, KNOWN, current, fact_from, known};
pub(crate) use row::fact_sha;
