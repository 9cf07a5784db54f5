//! `kakuzuke ledger verify --export`: a file checked by itself.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use kakuzuke_services::words::{Language, word, words};
use kakuzuke_store::PublicKey;
use kakuzuke_store::ledger::{OfflineReport, Trusted, heads_in, verify_export};
use serde_json::json;

use super::report;
use super::verify::Verify;
use crate::output;

/// Bytes that a file of keys or heads may have.
const LARGEST: u64 = 8 << 20;

/// Checks the export and prints what was found.
pub fn run(language: Language, file: &Path, arguments: &Verify) -> anyhow::Result<ExitCode> {
    let trusted = trusted(language, arguments)?;
    let input = BufReader::with_capacity(1 << 18, open(language, file)?);
    let found = verify_export(input, &trusted).with_context(|| format!("{} cannot be read", file.display()))?;
    let Some(found) = found else { bail!(refusal(language, "refusal-not-an-export", file)) };
    if arguments.json {
        output::say(&as_json(&found, trusted.heads.len()).to_string());
    } else {
        print(language, &found);
    }
    Ok(report::code(found.is_sound()))
}

fn trusted(language: Language, arguments: &Verify) -> anyhow::Result<Trusted> {
    let mut trusted = Trusted::default();
    for file in &arguments.key {
        let keys = PublicKey::all_in(&text(language, file)?);
        if keys.is_empty() {
            bail!(refusal(language, "refusal-no-key", file));
        }
        trusted.keys.extend(keys);
    }
    for file in &arguments.head {
        let heads = heads_in(&text(language, file)?);
        trusted.heads.extend(heads.ok_or_else(|| anyhow!(refusal(language, "refusal-no-head", file)))?);
    }
    Ok(trusted)
}

fn open(language: Language, file: &Path) -> anyhow::Result<File> {
    File::open(file).map_err(|_| anyhow!(refusal(language, "refusal-file-not-found", file)))
}

fn text(language: Language, file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let read = open(language, file)?.take(LARGEST).read_to_string(&mut text);
    read.with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(text)
}

fn refusal(language: Language, key: &str, file: &Path) -> String {
    words(language, key, [("file", file.display().to_string().as_str())])
}

fn print(language: Language, found: &OfflineReport) {
    let key = found.keys.join(", ");
    let trust = if found.key_was_brought { "say-ledger-key-brought" } else { "say-ledger-key-believed" };
    output::say(&words(language, trust, [("key", key.as_str())]));
    output::say(&words(language, "say-ledger-root", [("root", hex(&found.root).as_str())]));
    let counts = [("entries", found.entries), ("heads", found.heads), ("kept", found.kept)];
    report::print(language, "export", &counts, &found.problems);
    if !found.key_was_brought {
        output::say(&word(language, "say-ledger-compare-key"));
    }
}

fn as_json(found: &OfflineReport, kept: usize) -> serde_json::Value {
    json!({
        "sound": found.is_sound(),
        "entries": found.entries,
        "heads": found.heads,
        "kept_heads": kept,
        "kept_heads_contained": found.kept,
        "root": hex(&found.root),
        "exported_at": found.exported_at,
        "keys": found.keys,
        "key_from": if found.key_was_brought { "auditor" } else { "export" },
        "problems": report::problems(&found.problems),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
