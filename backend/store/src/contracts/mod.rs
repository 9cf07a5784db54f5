//! Contracts: who buys what from whom. Corrected and withdrawn like facts; an amendment adds terms from a day on.

mod close_outs;
mod history;
mod in_force;
mod list;
mod row;
mod write;

pub use close_outs::{CloseOut, NewCloseOut};
pub use history::ContractVersion;
pub use list::{ContractQuery, ContractRow};
pub use row::{Contract, Marks, NewContract};
pub use write::ContractSupersession;

pub(crate) use close_outs::{CLOSE_OUT_COLUMNS, close_out_sha};
pub(crate) use in_force::{IN_FORCE, in_force_on};
pub(crate) use list::HOLDING;
pub(crate) use row::{COLUMN_COUNT, COLUMNS, contract_from, contract_sha};
