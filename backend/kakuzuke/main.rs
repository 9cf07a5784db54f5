//! The front door: the command line, the settings and the start of everything.

mod award;
mod backup;
mod commands;
mod days;
mod demo;
mod doctor;
mod export;
mod grade;
mod import;
mod ledger;
mod logs;
mod migrate;
mod openapi;
mod output;
mod place;
mod read_table;
mod regrade;
mod restore;
mod serve;
mod signals;
mod synth;
mod worker;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if let Some(code) = read_table::run_if_called(std::env::args_os()) {
        return code;
    }
    commands::run(commands::Front::parse())
}
