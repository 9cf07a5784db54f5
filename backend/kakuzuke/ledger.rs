//! `kakuzuke ledger`: the record of every change, checked and handed over.

mod export;
mod offline;
mod report;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::commands::Place;

/// The record of every change.
#[derive(Args)]
pub struct Ledger {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Check all of it, offline. Exit 0: sound; 3: something was changed behind its back
    Verify(verify::Verify),
    /// Write every entry and every signed head to one file, which can be checked without this register
    Export(export::Export),
}

/// Does what was asked.
pub fn run(at: &Place, arguments: &Ledger) -> anyhow::Result<ExitCode> {
    match &arguments.action {
        Action::Verify(arguments) => verify::run(at, arguments),
        Action::Export(arguments) => export::run(at, arguments),
    }
}
