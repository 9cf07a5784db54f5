//! `kakuzuke grade`: one supplier's facts under one scheme on one day, without a register.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use kakuzuke_domain::grades;

use crate::output;

/// Grades the facts of one file and prints the grade with every line of its breakdown.
#[derive(Args)]
pub struct Grade {
    /// Grading scheme (TOML)
    #[arg(long, value_name = "FILE")]
    scheme: PathBuf,
    /// Facts of one supplier (JSON)
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// Day to grade on, such as 2026-04-01
    #[arg(long, value_name = "DATE")]
    on: String,
}

/// Prints the grade as JSON.
pub fn run(arguments: &Grade) -> anyhow::Result<ExitCode> {
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let (scheme, facts) = (read(&arguments.scheme)?, read(&arguments.facts)?);
    output::say(&grades::grade_json(&scheme, &facts, &arguments.on).map_err(anyhow::Error::msg)?);
    Ok(ExitCode::SUCCESS)
}
