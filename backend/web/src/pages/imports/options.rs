//! What the form of an import's columns says: sheet, heading, columns, doubtful dates, and how to take the rows in.

use std::collections::BTreeMap;

use kakuzuke_domain::dates::DateAnswer;
use kakuzuke_services::imports::{ImportKind, RunOptions};

use crate::error::FieldProblem;
use crate::pages::form::{Answers, Errors};

/// Name before the letter of a column.
const COLUMN: &str = "column_";
/// Names before the letter of a column whose doubtful dates are answered for.
const DATES: [&str; 3] = ["date_year_", "date_order_", "date_fiscal_"];
/// Taken for the column of a field that has none.
const NO_COLUMN: &str = "-";

/// The options of a form over those of the import. Columns count only if the form had them: then a field without one has
/// none, whatever its heading says.
pub fn options(
    answers: &BTreeMap<String, String>,
    kind: ImportKind,
    import: &RunOptions,
    errors: &mut Errors,
) -> RunOptions {
    let answers = Answers(answers.clone());
    let columns = columns(&answers, kind, errors);
    let header_row = answers.given("header_row").and_then(|text| match text.parse() {
        Ok(row) => Some(row),
        Err(_) => {
            errors.add(FieldProblem::new("header_row", "not_an_integer"));
            None
        }
    });
    RunOptions {
        sheet: answers.given("sheet").or_else(|| import.sheet.clone()),
        header_row: header_row.or(import.header_row),
        columns: if columns.is_empty() { import.columns.clone() } else { columns },
        dates: dates(&answers, import, errors),
        mapping: import.mapping.clone(),
        dry_run: answers.text("dry_run") == "true",
        create_missing: answers.text("create_missing") == "true",
        all_or_nothing: answers.text("all_or_nothing") == "true",
        save_mapping: answers.text("save_mapping") == "true",
        by: None,
    }
}

fn columns(answers: &Answers, kind: ImportKind, errors: &mut Errors) -> BTreeMap<String, String> {
    let mut columns: BTreeMap<String, String> = BTreeMap::new();
    let mut had_columns = false;
    for (name, field) in &answers.0 {
        let Some(letter) = name.strip_prefix(COLUMN) else { continue };
        had_columns = true;
        if field.is_empty() {
            continue;
        }
        if columns.insert(field.clone(), letter.to_owned()).is_some() {
            errors.add(FieldProblem::new("form", "column_twice"));
        }
    }
    if had_columns {
        for field in kind.fields() {
            columns.entry(field.key.to_owned()).or_insert_with(|| NO_COLUMN.to_owned());
        }
    }
    columns
}

/// The answers of the form over those of the import. A column that the form asks about has only what the form says.
fn dates(answers: &Answers, import: &RunOptions, errors: &mut Errors) -> BTreeMap<String, DateAnswer> {
    let mut said: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, answer) in &answers.0 {
        let Some((kind, letter)) = DATES.iter().find_map(|kind| Some((*kind, name.strip_prefix(kind)?))) else {
            continue;
        };
        let words = said.entry(letter).or_default();
        match answer.trim() {
            "" => {}
            year if kind == "date_fiscal_" => words.push(format!("fy{}", kakuzuke_domain::text::compact(year))),
            word => words.push(word.to_owned()),
        }
    }
    let mut dates = import.dates.clone();
    for (letter, words) in said {
        match words.join("+").parse() {
            Ok(answer) => {
                dates.insert(letter.to_owned(), answer);
            }
            Err(_) => errors.add(FieldProblem::new("form", "date_answer")),
        }
    }
    dates
}
