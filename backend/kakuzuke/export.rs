//! `kakuzuke export`: a list out of the register.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use kakuzuke_services::Services;
use kakuzuke_services::exports::{ExportKind, ExportRequest, Exported, Format};
use kakuzuke_services::words::words;

use crate::commands::Place;
use crate::{days, output, place};

/// Exports a list as it holds on a day and was known at an instant.
#[derive(Args)]
pub struct Export {
    /// suppliers, attestations, audits, contracts, subcontracts, cloud-services or ocds
    kind: String,
    /// xlsx, csv, csv-cp932 or json; ocds is json
    #[arg(long)]
    format: Option<String>,
    /// The day that matters; without it, today
    #[arg(long, value_name = "DATE")]
    valid_on: Option<String>,
    /// What was known then; without it, now
    #[arg(long, value_name = "INSTANT")]
    known_at: Option<String>,
    /// The file to write; without it, stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the list.
pub fn run(at: &Place, arguments: &Export) -> anyhow::Result<ExitCode> {
    let language = at.language();
    let kind =
        ExportKind::from_word(&arguments.kind).with_context(|| format!("there is no list {:?}", arguments.kind))?;
    let format = match (arguments.format.as_deref(), kind) {
        (Some(word), _) => Format::from_word(word).with_context(|| format!("there is no format {word:?}"))?,
        (None, ExportKind::Ocds) => Format::Json,
        (None, _) => bail!("name the format: --format xlsx, csv, csv-cp932 or json"),
    };
    let valid_on = arguments.valid_on.as_deref().map(days::day).transpose()?;
    let known_at = arguments.known_at.as_deref().map(days::instant).transpose()?;
    let scratch = tempfile::NamedTempFile::new().context("no temporary file")?;
    let exported = place::wait(async {
        let services = place::open(at).await?;
        let exported = write(&services, kind, format, at, (valid_on, known_at), scratch.path()).await;
        place::close(&services, exported).await
    })?;
    match &arguments.output {
        Some(file) => {
            std::fs::copy(scratch.path(), file).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        None => {
            let mut out = io::stdout().lock();
            let copied = io::copy(&mut File::open(scratch.path())?, &mut out).and_then(|_| out.flush());
            match copied {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
                copied => copied.context("stdout cannot be written")?,
            }
        }
    }
    if !exported.lost.is_empty() {
        let characters: String = exported.lost.iter().map(|lost| lost.character).collect();
        output::note(&words(language, "say-lost-characters", [("characters", characters.as_str())]));
    }
    Ok(ExitCode::SUCCESS)
}

async fn write(
    services: &Services,
    kind: ExportKind,
    format: Format,
    at: &Place,
    dates: (Option<chrono::NaiveDate>, Option<chrono::DateTime<chrono::Utc>>),
    to: &Path,
) -> anyhow::Result<Exported> {
    let as_of = services.store().as_of(dates.0, dates.1).await?;
    let request = ExportRequest::all(kind, format, at.language(), as_of);
    services.export(&request, to).await.map_err(|error| anyhow!(error.message(at.language())))
}
