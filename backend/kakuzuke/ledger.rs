//! `kakuzuke ledger verify`: every entry, every head, every row against its entry.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// The record of every change.
#[derive(Args)]
pub struct Ledger {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Check all of it, offline. Exit 0: sound; 3: something was changed behind its back
    Verify,
}

/// Checks the ledger and prints what was found.
pub fn run(at: &Place, arguments: &Ledger) -> anyhow::Result<ExitCode> {
    let Action::Verify = arguments.action;
    place::wait(async {
        let services = place::open(at).await?;
        let found = services.store().verify_ledger(&|_, _| {}).await;
        let found = place::close(&services, found.map_err(Into::into)).await?;
        let problem = |problem: &kakuzuke_store::LedgerProblem| json!({"table": problem.table, "key": problem.key, "code": problem.code});
        let answer = json!({
            "sound": found.is_sound(),
            "entries": found.entries,
            "rows": found.rows,
            "heads": found.heads,
            "problems": found.problems.iter().map(problem).collect::<Vec<_>>(),
        });
        output::say(&answer.to_string());
        Ok(if found.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(output::NEEDS_A_PERSON) })
    })
}
