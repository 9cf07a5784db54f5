//! The records by themselves, on both databases: time, ledger, search, queue, files.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests say what went wrong by panicking"
)]

mod attention;
mod audits;
mod bitemporal;
mod concurrency;
mod files;
mod grades;
mod house;
mod jobs;
mod merkle;
mod search;
mod tampering;
