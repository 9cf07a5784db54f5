//! Imports: lists as wards have them, brought into the register row by row, set by set, all or nothing.

pub mod background;
pub mod preview;
pub mod problems_file;
pub mod report;
pub mod request;

mod accounts;
mod attestations;
mod audits;
mod cells;
pub(crate) mod changes;
mod contracts;
mod corporate_numbers;
pub(crate) mod details;
mod matching;
mod members;
mod nta_row;
mod problems;
pub(crate) mod profiles;
mod proposals;
mod questions;
mod reading;
mod recorded;
mod rights;
mod run;
mod session;
mod suppliers;
mod table;
mod timeline;

pub use background::{ImportState, RunOptions};
pub use kakuzuke_documents::columns::{ImportKind, Mapping};
pub use preview::{FieldChoice, Preview, PreviewColumn, PreviewRow, Understanding};
pub use problems::{Problem, Severity};
pub use proposals::{Decision, Proposal};
pub use questions::{DateDoubt, DateQuestion};
pub use reading::{Chosen, Reading};
pub use report::{Counts, ImportReport, Outcome, PROBLEMS_LISTED};
pub use request::{ImportRequest, Importer, Watch};
pub use run::Waiting;
