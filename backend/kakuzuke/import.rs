//! `kakuzuke import`: a list into the register.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use kakuzuke_services::imports::{ImportKind, ImportReport, ImportRequest, Problem, Watch};
use kakuzuke_services::words::{Language, word, words};
use kakuzuke_store::Actor;

use crate::commands::Place;
use crate::{output, place};

/// Problems printed when nobody asked for JSON.
const PRINTED: usize = 50;

/// Imports a list. Exit 0: every row is in; 3: some rows were rejected or wait for a person; 2: nothing was read.
#[derive(Args)]
pub struct Import {
    /// suppliers, attestations, audits, contracts, corporate-numbers or accounts
    kind: String,
    /// An xlsx, xls, xlsb, ods or CSV file
    file: PathBuf,
    /// Answer the same, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Read a field from this column: its heading, its letter, or its number from 1
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// Read the doubtful dates of a column (or field) so: reiwa, heisei, showa or western for 8.4.1; month-first or day-first
    /// for 04/05/2026; fy2026 for dates without a year; several joined by +
    #[arg(long, value_name = "COLUMN=READING")]
    date: Vec<String>,
    /// The sheet to read
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row that holds the headings
    #[arg(long, value_name = "ROW")]
    header_row: Option<u32>,
    /// The buyer of all rows, by its code
    #[arg(long, value_name = "CODE")]
    buyer: Option<String>,
    /// Create suppliers and buyers that rows name and the register lacks
    #[arg(long)]
    create_missing: bool,
    /// Import only a file without errors
    #[arg(long)]
    all_or_nothing: bool,
}

/// Imports the file and prints the report.
pub fn run(at: &Place, arguments: &Import) -> anyhow::Result<ExitCode> {
    let language = at.language();
    let request = request(arguments, language)?;
    let report = place::wait(async {
        let services = place::open(at).await?;
        let watch = Arc::new(Watch::default());
        let report = services.run_import(&request, &Actor::command_line(), &watch).await;
        place::close(&services, report.map_err(|error| anyhow!(error.message(language)))).await
    })?;
    if arguments.json {
        output::say(&report.to_json(language).to_string());
    } else {
        print(&report, arguments.dry_run, language);
    }
    let refused = arguments.all_or_nothing && report.has_errors();
    Ok(if report.needs_a_person() || refused { ExitCode::from(output::NEEDS_A_PERSON) } else { ExitCode::SUCCESS })
}

fn request(arguments: &Import, language: Language) -> anyhow::Result<ImportRequest> {
    let kind = ImportKind::from_word(&arguments.kind)
        .ok_or_else(|| anyhow!(words(language, "refusal-kind-unknown", [("kind", arguments.kind.as_str())])))?;
    let shown = arguments.file.display().to_string();
    if !arguments.file.is_file() {
        bail!(words(language, "refusal-file-not-found", [("file", shown.as_str())]));
    }
    let name = arguments.file.file_name().context("the file has no name")?.to_string_lossy().into_owned();
    let mut columns = BTreeMap::new();
    for pair in &arguments.map {
        let (field, column) = pair.split_once('=').with_context(|| format!("--map {pair:?} is not FIELD=COLUMN"))?;
        columns.insert(field.trim().to_owned(), column.trim().to_owned());
    }
    let mut dates = BTreeMap::new();
    for pair in &arguments.date {
        let (column, answer) =
            pair.split_once('=').with_context(|| format!("--date {pair:?} is not COLUMN=READING"))?;
        let answer = answer.parse().with_context(|| format!("--date {pair:?}"))?;
        dates.insert(column.trim().to_owned(), answer);
    }
    Ok(ImportRequest {
        sheet: arguments.sheet.clone(),
        header_row: arguments.header_row,
        columns,
        dates,
        buyer: arguments.buyer.clone(),
        confirms: true,
        dry_run: arguments.dry_run,
        create_missing: arguments.create_missing,
        all_or_nothing: arguments.all_or_nothing,
        ..ImportRequest::new(kind, arguments.file.clone(), name)
    })
}

fn print(report: &ImportReport, dry_run: bool, language: Language) {
    for problem in report.problems.iter().take(PRINTED) {
        output::say(&line(problem, language));
    }
    let counts = &report.counts;
    let numbers = [counts.rows, counts.created, counts.updated, counts.unchanged, counts.rejected, counts.proposals];
    let numbers = numbers.map(|number| number.to_string());
    let seconds = format!("{}.{:03}", report.milliseconds / 1000, report.milliseconds % 1000);
    let names = ["rows", "created", "updated", "unchanged", "rejected", "proposals"];
    let arguments = names.into_iter().zip(numbers.iter().map(String::as_str)).chain([("seconds", seconds.as_str())]);
    output::say(&words(language, "say-imported", arguments));
    if dry_run {
        output::say(&word(language, "say-dry-run"));
    } else if !report.written {
        output::say(&word(language, "say-not-written"));
    }
}

fn line(problem: &Problem, language: Language) -> String {
    let place = if problem.row == 0 {
        word(language, "say-place-file")
    } else {
        let row = problem.row.to_string();
        words(language, "say-place-row", [("sheet", problem.sheet.as_str()), ("row", row.as_str())])
    };
    let severity = word(language, &format!("severity-{}", problem.severity.as_str()));
    let message = problem.message(language);
    words(
        language,
        "say-problem",
        [("place", place.trim()), ("severity", severity.as_str()), ("message", message.as_str())],
    )
}
