//! `kakuzuke ledger export`: every entry and every signed head in one file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use kakuzuke_services::words::words;
use kakuzuke_store::Store;
use tempfile::NamedTempFile;

use crate::commands::Place;
use crate::{output, place};

/// Writes the ledger as lines of JSON, for `ledger verify --export`.
#[derive(Args)]
pub struct Export {
    /// The file to write; without it, stdout
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Writes the file, whole or not at all.
pub fn run(at: &Place, arguments: &Export) -> anyhow::Result<ExitCode> {
    let Some(file) = &arguments.file else {
        let mut out = io::stdout().lock();
        let written = write(at, &mut out).and_then(|size| out.flush().map(|()| size).map_err(Into::into));
        return match written {
            Err(error) if gone(&error) => Ok(ExitCode::SUCCESS),
            written => written.map(|_| ExitCode::SUCCESS),
        };
    };
    let cannot = || format!("{} cannot be written", file.display());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut scratch = NamedTempFile::new_in(folder).with_context(cannot)?;
    let size = write(at, &mut io::BufWriter::new(&mut scratch))?;
    scratch.as_file().sync_all().with_context(cannot)?;
    scratch.persist(file).with_context(cannot)?;
    let (size, shown) = (size.to_string(), file.display().to_string());
    let arguments = [("entries", size.as_str()), ("file", shown.as_str())];
    output::note(&words(at.language(), "say-ledger-exported", arguments));
    Ok(ExitCode::SUCCESS)
}

/// Writes the lines; answers how many entries there are.
fn write(at: &Place, out: &mut impl Write) -> anyhow::Result<u64> {
    place::wait(async {
        let store = Store::open_as_it_is(place::config(at)).await.context("the register cannot be opened")?;
        let written = lines(&store, out).await;
        store.close().await.context("the register could not be closed")?;
        written
    })
}

async fn lines(store: &Store, out: &mut impl Write) -> anyhow::Result<u64> {
    let mut export = store.export_ledger().await?;
    while let Some(lines) = export.lines().await? {
        out.write_all(lines.as_bytes())?;
    }
    out.flush()?;
    Ok(export.size())
}

/// A reader that went away (`| head`) is not our trouble.
fn gone(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
