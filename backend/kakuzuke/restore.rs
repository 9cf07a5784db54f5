//! `kakuzuke restore`: a register from its backup.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use kakuzuke_services::backups;
use serde_json::json;

use crate::commands::Place;
use crate::output;

/// Brings a register back into an empty data folder.
#[derive(Args)]
pub struct Restore {
    /// A file that `backup` wrote
    file: PathBuf,
}

/// Restores and says what came back.
pub fn run(at: &Place, arguments: &Restore) -> anyhow::Result<ExitCode> {
    let copied =
        backups::restore(&arguments.file, &at.folder()).map_err(|error| anyhow!(error.message(at.language())))?;
    output::say(&json!({"files": copied.files, "bytes": copied.bytes}).to_string());
    Ok(ExitCode::SUCCESS)
}
