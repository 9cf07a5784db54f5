//! `kakuzuke award`: the award formulas on one tender, without a register.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use kakuzuke_domain::tenders::{self, Tender};

use crate::output;

/// Ranks the bids of one tender by its award formula.
#[derive(Args)]
pub struct Award {
    /// The tender with its bids (JSON)
    #[arg(long, value_name = "FILE")]
    tender: PathBuf,
}

/// Prints the ranked bids as JSON.
pub fn run(arguments: &Award) -> anyhow::Result<ExitCode> {
    let text = fs::read_to_string(&arguments.tender)
        .with_context(|| format!("tender {} cannot be read", arguments.tender.display()))?;
    let tender = Tender::from_json(&text).with_context(|| format!("tender {}", arguments.tender.display()))?;
    output::say(&tenders::award(&tender).to_json());
    Ok(ExitCode::SUCCESS)
}
