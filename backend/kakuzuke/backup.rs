//! `kakuzuke backup`: the whole register in one file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use serde_json::json;

use crate::commands::Place;
use crate::{output, place};

/// Copies database, uploads and signing key into one file. The register may be in use. Keep the file as safe as the key.
#[derive(Args)]
pub struct Backup {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

/// Writes the backup and says what it holds.
pub fn run(at: &Place, arguments: &Backup) -> anyhow::Result<ExitCode> {
    let language = at.language();
    place::wait(async {
        let services = place::open(at).await?;
        let copied = services.back_up(&arguments.file).await;
        let copied = place::close(&services, copied.map_err(|error| anyhow!(error.message(language)))).await?;
        output::say(&json!({"files": copied.files, "bytes": copied.bytes}).to_string());
        Ok(ExitCode::SUCCESS)
    })
}
