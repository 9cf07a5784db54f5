//! Contracts: who buys what from whom. Corrected and withdrawn like facts.

mod list;
mod row;
mod write;

pub use list::{ContractQuery, ContractRow};
pub use row::{Contract, NewContract};
pub use write::ContractSupersession;

pub(crate) use row::{COLUMNS, contract_from, contract_sha};
