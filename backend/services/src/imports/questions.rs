//! What a person is asked about the dates of a file: one question for each column and each kind of doubt.

use kakuzuke_documents::Cell;
use kakuzuke_documents::columns::{ColumnRef, Field, ImportKind, Mapping, column_letter, date_readings};
use kakuzuke_domain::dates::{DateAnswer, DateReading};

use super::reading::Reading;

/// What is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateDoubt {
    /// Whose year it is: 「8.4.1」.
    ShortYear,
    /// Which is the month: `04/05/2026`.
    Order,
    /// The year is not written: 「4月1日」.
    NoYear,
}

/// A question about the dates of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateQuestion {
    /// The letter of the column.
    pub letter: String,
    /// Its heading as written.
    pub heading: String,
    /// The field it holds.
    pub field: &'static str,
    /// What is in doubt.
    pub doubt: DateDoubt,
    /// A cell that shows the doubt, as written: the one with the most readings.
    pub value: String,
    /// What that cell may mean, the earliest day first; empty where the year is missing.
    pub readings: Vec<DateReading>,
    /// What was answered so far.
    pub answer: DateAnswer,
}

/// The questions of one file.
pub(super) struct Questions<'a> {
    kind: ImportKind,
    mapping: &'a Mapping,
    found: Vec<DateQuestion>,
}

impl<'a> Questions<'a> {
    /// No questions yet.
    pub(super) fn new(kind: ImportKind, mapping: &'a Mapping) -> Self {
        Self { kind, mapping, found: Vec::new() }
    }

    /// Looks for doubtful dates in a row. A row that names its fiscal year does not lack one.
    pub(super) fn look(&mut self, row: &Reading) {
        for field in self.kind.fields() {
            let Some(column) = self.mapping.columns.get(field.key) else { continue };
            let cell = usize::try_from(column.index).ok().and_then(|index| row.cells.get(index));
            let Some(readings) = cell.and_then(|cell| date_readings(field, cell)) else { continue };
            if !(readings.is_empty() && row.get("fiscal_year").is_some()) {
                let value = cell.map(|cell| cell.shown().chars().take(60).collect()).unwrap_or_default();
                self.ask(field, column, value, readings);
            }
        }
    }

    /// Asks about a cell of which only the heading of its column, or its letter, and the text are known.
    pub(super) fn hear(&mut self, heading: &str, value: &str) {
        for field in self.kind.fields() {
            let Some(column) = self.mapping.columns.get(field.key) else { continue };
            if column.name == heading || column.name.is_empty() && column_letter(column.index) == heading {
                let readings = date_readings(field, &Cell::Text(value.to_owned()));
                if let Some(readings) = readings {
                    self.ask(field, column, value.to_owned(), readings);
                }
            }
        }
    }

    /// The questions, column by column.
    pub(super) fn finish(mut self) -> Vec<DateQuestion> {
        self.found.sort_by_key(|question| (question.letter.len(), question.letter.clone()));
        self.found
    }

    fn ask(&mut self, field: &Field, column: &ColumnRef, value: String, readings: Vec<DateReading>) {
        let letter = column_letter(column.index);
        let doubt = match readings.first() {
            None => DateDoubt::NoYear,
            Some(reading) if reading.answer.order.is_some() => DateDoubt::Order,
            Some(_) => DateDoubt::ShortYear,
        };
        match self.found.iter_mut().find(|known| known.letter == letter && known.doubt == doubt) {
            Some(known) if known.readings.len() < readings.len() => (known.value, known.readings) = (value, readings),
            Some(_) => {}
            None => self.found.push(DateQuestion {
                letter,
                heading: column.name.clone(),
                field: field.key,
                doubt,
                value,
                readings,
                answer: column.dates,
            }),
        }
    }
}
