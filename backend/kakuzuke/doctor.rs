//! `kakuzuke doctor`: is everything in order?

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// Looks at the data folder, the database, the scheme, the ledger's head and the reader of files.
#[derive(Args)]
pub struct Doctor {
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// Prints what was found. Exit 0: all in order; 3: something is not.
pub fn run(at: &Place, arguments: &Doctor) -> anyhow::Result<ExitCode> {
    place::wait(async {
        let services = place::open(at).await?;
        let findings = services.examine().await;
        place::close(&services, Ok(())).await?;
        if arguments.json {
            output::say(&json!(findings).to_string());
        } else {
            for finding in &findings {
                output::say(&format!("{} {}: {}", if finding.ok { "ok" } else { "NO" }, finding.check, finding.detail));
            }
        }
        let sound = findings.iter().all(|finding| finding.ok);
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(output::NEEDS_A_PERSON) })
    })
}
