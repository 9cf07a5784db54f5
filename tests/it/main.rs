//! The whole system from outside, on both databases.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::float_arithmetic,
    reason = "tests say what went wrong by panicking"
)]
mod access;
mod api;
mod approvals;
mod attacks;
mod award;
mod bitemporal;
mod clauses;
mod contracts;
mod crash;
mod findings;
mod grade;
mod hand_overs;
mod harness;
mod home;
mod hostile;
mod import_rights;
mod imports;
mod jobs;
mod leaving;
mod ledger;
mod ledger_export;
mod ledger_readers;
mod mail;
mod members;
mod notices;
mod pages;
mod paperwork;
mod people;
mod profiles;
mod rotation;
mod running;
mod serving;
mod sign_in;
mod special_clauses;
mod subcontracts;
mod templates;
mod tenancy;
