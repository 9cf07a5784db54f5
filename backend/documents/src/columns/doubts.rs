//! Dates that a person has to settle.

use kakuzuke_domain::dates::{DateHint, DateProblem, DateReading, parse_date, parse_period};

use super::fields::{Field, FieldKind};
use crate::cells::Cell;

/// The days that a cell may mean if it can be read as several, whatever has been answered so far; empty where only the year
/// is missing. None where the field is no date or the cell leaves no doubt.
#[must_use]
pub fn date_readings(field: &Field, cell: &Cell) -> Option<Vec<DateReading>> {
    if !matches!(cell, Cell::Text(_) | Cell::Number(_)) {
        return None;
    }
    let text = cell.shown();
    let problem = match field.kind {
        FieldKind::Date => parse_date(&text, DateHint::default()).err()?,
        FieldKind::Period => parse_period(&text, DateHint::default()).err()?,
        _ => return None,
    };
    match problem {
        DateProblem::Ambiguous { readings } => Some(readings),
        DateProblem::Empty | DateProblem::Invalid => None,
    }
}
