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
mod token;
mod worker;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if let Some(code) = read_table::run_if_called(std::env::args_os()) {
        return code;
    }
    match commands::Front::try_parse() {
        Ok(front) => commands::run(front),
        Err(wrong) if wrong.use_stderr() => {
            output::complain(&first_words(&wrong.to_string()));
            ExitCode::from(output::BAD_INPUT)
        }
        Err(help) => {
            output::say(help.to_string().trim_end());
            ExitCode::SUCCESS
        }
    }
}

/// What is wrong with a command line, without the usage that clap adds below it.
fn first_words(message: &str) -> String {
    let message = message.strip_prefix("error: ").unwrap_or(message);
    message.split("\n\n").next().unwrap_or(message).to_owned()
}
