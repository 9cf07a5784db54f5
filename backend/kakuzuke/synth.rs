//! `kakuzuke synth`: made-up suppliers in any number, for measurements.

use std::process::ExitCode;

use clap::Args;
use kakuzuke_services::synth;
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// Adds made-up suppliers with six facts each. The same seed makes the same suppliers.
#[derive(Args)]
pub struct Synth {
    /// How many
    #[arg(long, value_name = "N")]
    suppliers: u64,
    /// The seed
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Adds them and says how many.
pub fn run(at: &Place, arguments: &Synth) -> anyhow::Result<ExitCode> {
    place::wait(async {
        let services = place::open(at).await?;
        let done = synth::fill(&services, arguments.suppliers, arguments.seed, &|_| {}).await;
        let done = place::close(&services, done.map_err(Into::into)).await?;
        output::say(&json!({"suppliers": done, "seed": arguments.seed}).to_string());
        Ok(ExitCode::SUCCESS)
    })
}
