//! `kakuzuke ledger verify`: every entry, every head, every row against its entry; or an export by itself.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use kakuzuke_store::{Store, Verification};
use serde_json::json;

use super::{offline, report};
use crate::commands::Place;
use crate::{output, place};

/// Checks the register at hand, or an export of its ledger. Exit 0: sound; 3: something was changed; 2: nothing was checked.
#[derive(Args)]
pub struct Verify {
    /// Check this export alone: neither database nor data folder is needed
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// A public key obtained earlier: a JWK set, a JWK, or PEM. Without it, the key in the export is believed
    #[arg(long, value_name = "FILE", requires = "export")]
    pub key: Vec<PathBuf>,
    /// A signed head kept from earlier, which the export must contain, as JSON
    #[arg(long, value_name = "FILE", requires = "export")]
    pub head: Vec<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// Checks and prints what was found.
pub fn run(at: &Place, arguments: &Verify) -> anyhow::Result<ExitCode> {
    if let Some(file) = &arguments.export {
        return offline::run(at.language(), file, arguments);
    }
    let found = place::wait(async {
        let config = place::config(at);
        let folder = config.data_dir.display().to_string();
        let opened = Store::open_as_it_is(config).await;
        let store = opened.with_context(|| format!("the register in {folder} cannot be opened"))?;
        let found = store.verify_ledger(&|_, _| {}).await;
        store.close().await.context("the register could not be closed")?;
        Ok(found?)
    })?;
    if arguments.json {
        output::say(&as_json(&found).to_string());
    } else {
        let counts = [
            ("entries", found.entries),
            ("rows", found.rows),
            ("heads", found.heads),
            ("listings", found.listings),
            ("files", found.files),
        ];
        report::print(at.language(), "register", &counts, &found.problems);
    }
    Ok(report::code(found.is_sound()))
}

fn as_json(found: &Verification) -> serde_json::Value {
    json!({
        "sound": found.is_sound(),
        "entries": found.entries,
        "rows": found.rows,
        "heads": found.heads,
        "listings": found.listings,
        "files": found.files,
        "problems": report::problems(&found.problems),
    })
}
