//! How a file is to be read.

use std::collections::BTreeMap;

use kakuzuke_domain::dates::DateAnswer;
use kakuzuke_services::imports::RunOptions;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::error::{AppError, FieldProblem, Result};

/// The longest name of a sheet, field or column, in characters.
const LONGEST: usize = 200;
/// The most columns that can be named.
const MOST: usize = 100;

/// How a file is to be read.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The sheet; the first with cells if absent.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub sheet: Option<String>,
    /// The row of the heading, from 1; 0 if there is none; looked for if absent.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub header_row: Option<u32>,
    /// Which column holds which field: heading, letter, or number from 1.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// How dates with several readings (problem `ambiguous_date`) are to be read, by column (heading, letter, number from 1,
    /// or the field it holds). Words joined by `+`: `reiwa`, `heisei`, `showa` or `western` (2000 and later) for years of one
    /// or two digits; `month-first` or `day-first` where the year stands last; `fy2026` for days without a year. Empty takes
    /// back what a saved mapping says.
    #[serde(default)]
    pub dates: BTreeMap<String, String>,
    /// Try it, and write nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// Create suppliers and buyers that rows name and the register lacks.
    #[serde(default)]
    pub create_missing: bool,
    /// Write nothing where any row has an error.
    #[serde(default)]
    pub all_or_nothing: bool,
    /// Keep the columns, with what `dates` says of them, for the next file of this kind and buyer.
    #[serde(default)]
    pub save_mapping: bool,
}

impl Options {
    /// The same for the worker.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for what is too long or too large.
    pub fn into_run(self) -> Result<RunOptions> {
        let mut problems = Vec::new();
        let long = |text: &String| text.chars().count() > LONGEST;
        if self.sheet.as_ref().is_some_and(long) {
            problems.push(FieldProblem::new("sheet", "too_long"));
        }
        if self.header_row.is_some_and(|row| row > 1_000_000) {
            let problem = FieldProblem::new("header_row", "out_of_range");
            problems.push(problem.with("minimum", "0").with("maximum", "1000000"));
        }
        if self.columns.len() > MOST || self.columns.iter().any(|(field, column)| long(field) || long(column)) {
            problems.push(FieldProblem::new("columns", "too_long"));
        }
        if self.dates.len() > MOST || self.dates.keys().any(long) {
            problems.push(FieldProblem::new("dates", "too_long"));
        }
        let mut dates: BTreeMap<String, DateAnswer> = BTreeMap::new();
        for (column, answer) in self.dates {
            match answer.parse() {
                Ok(answer) => {
                    dates.insert(column, answer);
                }
                Err(_) => problems.push(FieldProblem::new("dates", "date_answer")),
            }
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        Ok(RunOptions {
            sheet: self.sheet,
            header_row: self.header_row,
            columns: self.columns,
            dates,
            mapping: None,
            dry_run: self.dry_run,
            create_missing: self.create_missing,
            all_or_nothing: self.all_or_nothing,
            save_mapping: self.save_mapping,
            by: None,
        })
    }
}
