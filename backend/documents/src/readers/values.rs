//! Values of workbook cells as our cells: numbers in decimal writing, days as days.

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::NaiveDate;
use kakuzuke_domain::dates::from_excel_serial;

use super::Sink;
use crate::cells::Cell;

/// A cell of the streaming readers.
pub(crate) fn of_ref(sink: &Sink<'_>, value: &DataRef<'_>, system_1904: bool) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => number_cell(*number),
        DataRef::String(text) => sink.text(text),
        DataRef::SharedString(text) => sink.text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(value) => day_cell(value, system_1904),
        DataRef::DateTimeIso(text) => iso_cell(sink, text),
        DataRef::DurationIso(text) => sink.text(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::Empty => Cell::Empty,
    }
}

/// A cell of a reader that holds the whole sheet.
pub(crate) fn of_data(sink: &Sink<'_>, value: &Data, system_1904: bool) -> Cell {
    match value {
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => number_cell(*number),
        Data::String(text) => sink.text(text),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(value) => day_cell(value, system_1904),
        Data::DateTimeIso(text) => iso_cell(sink, text),
        Data::DurationIso(text) => sink.text(text),
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::Empty => Cell::Empty,
    }
}

/// A number with the 15 digits that a spreadsheet shows; whole numbers without a point.
pub(crate) fn number_cell(number: f64) -> Cell {
    if !number.is_finite() {
        return Cell::Error("#NUM!".to_owned());
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 1e15")]
        return Cell::Number((number as i64).to_string());
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    let plain = rounded.abs() < 1e30 && rounded.abs() > 1e-15;
    Cell::Number(if plain { rounded.to_string() } else { format!("{rounded:e}") })
}

fn day_cell(value: &ExcelDateTime, system_1904: bool) -> Cell {
    let serial = value.as_f64();
    let whole = serial.floor();
    let far = whole.is_nan() || whole.abs() >= 1e9;
    if value.is_duration() || far || (whole == 0.0 && serial != 0.0) {
        return number_cell(serial);
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 1e9")]
    from_excel_serial(whole as i64, system_1904).map_or_else(|| number_cell(serial), Cell::Date)
}

/// A day written as ISO text; a time behind it is cut off.
pub(crate) fn iso_cell(sink: &Sink<'_>, text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    match day {
        Some(day) if text.len() == 10 || text.as_bytes().get(10) == Some(&b'T') => Cell::Date(day),
        _ => sink.text(text),
    }
}
