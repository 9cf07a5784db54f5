//! One row of a file as it is understood, with what is wrong with it so far.

use std::sync::Arc;

use chrono::NaiveDate;
use kakuzuke_documents::columns::{Mapping, Severity as ColumnSeverity, Understood, Value, column_letter};
use kakuzuke_documents::{Cell, Row};
use kakuzuke_domain::suppliers::CorporateNumber;
use uuid::Uuid;

use super::problems::{Problem, Severity};

/// Whom a person chose for a row that the register could not place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A supplier of the register.
    Supplier(Uuid),
    /// A new supplier, although one of this name is there.
    New,
}

/// One row of data.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The sheet; empty for a text file.
    pub sheet: Arc<str>,
    /// The row's number as the file shows it.
    pub row: u32,
    /// The cells as written, for proposals and for the file of problems.
    pub cells: Vec<Cell>,
    /// What a person chose for it.
    pub chosen: Option<Chosen>,
    /// What is wrong with it so far.
    pub problems: Vec<Problem>,
    understood: Understood,
    headings: Arc<[(String, String)]>,
}

/// The heading of each mapped field, by field: the name in the file, or the letter of the column.
#[must_use]
pub fn headings(mapping: &Mapping) -> Arc<[(String, String)]> {
    let heading = |(field, column): (&String, &kakuzuke_documents::columns::ColumnRef)| {
        let name = if column.name.is_empty() { column_letter(column.index) } else { column.name.clone() };
        (field.clone(), name)
    };
    mapping.columns.iter().map(heading).collect()
}

impl Reading {
    /// A row with what its columns say.
    #[must_use]
    pub fn new(row: Row, mut understood: Understood, headings: Arc<[(String, String)]>) -> Self {
        let found = std::mem::take(&mut understood.problems);
        let mut reading = Self {
            sheet: row.sheet,
            row: row.number,
            cells: row.cells,
            chosen: None,
            problems: Vec::new(),
            understood,
            headings,
        };
        for one in found {
            let mut problem = match one.severity {
                ColumnSeverity::Error => Problem::error(one.code),
                ColumnSeverity::Warning => Problem::warning(one.code),
            };
            if one.code == "ambiguous_date" && one.arguments.is_empty() {
                problem = problem.with("candidates", "");
            }
            for (name, value) in one.arguments {
                problem = problem.with(name, value);
            }
            reading.complain_of_value(one.field, problem, &one.value);
        }
        reading
    }

    /// Whether an error keeps it out.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Adds a problem about a field.
    pub fn complain(&mut self, field: &str, problem: Problem) {
        let value = self.understood.get(field).map(|value| value.shown().into_owned()).unwrap_or_default();
        self.complain_of_value(field, problem, &value);
    }

    /// Adds a problem about the whole row.
    pub fn complain_of_row(&mut self, problem: Problem) {
        self.problems.push(problem.at(&self.sheet, self.row));
    }

    fn complain_of_value(&mut self, field: &str, problem: Problem, value: &str) {
        let problem = match self.heading(field) {
            Some(heading) => problem.of(&heading, value),
            None => problem.with("field", field),
        };
        self.problems.push(problem.at(&self.sheet, self.row));
    }

    fn heading(&self, field: &str) -> Option<String> {
        self.headings.iter().find(|(key, _)| key == field).map(|(_, heading)| heading.clone())
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.understood.get(field)
    }

    /// The text of a field, where it is not blank and not a mere dash.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<String> {
        self.told(field).map(ToOwned::to_owned)
    }

    /// As [`Reading::text`], for a look.
    #[must_use]
    pub fn told(&self, field: &str) -> Option<&str> {
        self.understood.text(field).map(str::trim).filter(|text| !text.is_empty() && !is_dash(text))
    }

    /// The machine word of a choice.
    #[must_use]
    pub fn word(&self, field: &str) -> Option<&'static str> {
        match self.understood.get(field)? {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// The day of a field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<NaiveDate> {
        self.understood.date(field)
    }

    /// First and last day: from their own columns, else from that of the period.
    #[must_use]
    pub fn period(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let period = match self.understood.get("period") {
            Some(Value::Period(from, to)) => Some((*from, *to)),
            _ => None,
        };
        (self.day("valid_from").or(period.map(|(from, _)| from)), self.day("valid_to").or(period.map(|(_, to)| to)))
    }

    /// The corporate number of a field.
    #[must_use]
    pub fn number(&self, field: &str) -> Option<CorporateNumber> {
        match self.understood.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no.
    #[must_use]
    pub fn truth(&self, field: &str) -> Option<bool> {
        match self.understood.get(field)? {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn integer(&self, field: &str) -> Option<i64> {
        match self.understood.get(field)? {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// An amount in yen, or why there is no figure.
    #[must_use]
    pub fn amount(&self, field: &str) -> (Option<i64>, Option<&'static str>) {
        match self.understood.get(field) {
            Some(Value::Amount(yen)) => (Some(yen.0), None),
            Some(Value::Unstated(note)) => (None, Some(note.as_str())),
            _ => (None, None),
        }
    }
}

/// Whether a cell says that there is nothing: a dash of any kind.
fn is_dash(text: &str) -> bool {
    text.chars().all(|sign| kakuzuke_domain::text::is_hyphen(sign) || sign == 'ー')
}
