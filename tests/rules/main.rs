//! The rules of `domain`, tried from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod approvals;
mod award;
mod clauses;
mod cloud_services;
mod contracts;
mod corporate_numbers;
mod dates;
mod grades;
mod money;
mod names;
mod notices;
mod passwords;
mod seats;
mod subcontracts;
