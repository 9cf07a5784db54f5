//! The rules of Kakuzuke: pure functions over facts. No I/O, no clock, no database types.

pub mod buyers;
pub mod dates;
pub mod money;
pub mod suppliers;
pub mod text;

pub mod accounts;
pub mod approvals;
pub mod assessments;
pub mod attestations;
pub mod audits;
pub mod clauses;
pub mod cloud_services;
pub mod contracts;
pub mod duties;
pub mod facts;
pub mod grades;
pub mod incidents;
pub mod notices;
pub mod schemes;
pub mod subcontracts;
pub mod tenders;
pub mod trainings;
pub mod waiting;
mod words;
