//! Cells of a row that waits for a person, as stored with its proposal.

use kakuzuke_documents::Cell;
use serde_json::{Value, json};

/// The cells as JSON: null, or a mark with the content.
#[must_use]
pub fn to_json(cells: &[Cell]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Empty | Cell::TooLong(_) => Value::Null,
        Cell::Text(text) => json!({ "text": text }),
        Cell::Number(number) => json!({ "number": number }),
        Cell::Date(day) => json!({ "date": day }),
        Cell::Bool(value) => json!({ "bool": value }),
        Cell::Error(error) => json!({ "error": error }),
    };
    Value::Array(cells.iter().map(cell).collect()).to_string()
}

/// Cells as they were stored; what is malformed is empty.
#[must_use]
pub fn from_json(text: &str) -> Vec<Cell> {
    let values: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    values.iter().map(cell).collect()
}

fn cell(value: &Value) -> Cell {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    if let Some(text) = text("text") {
        return Cell::Text(text.to_owned());
    }
    if let Some(number) = text("number") {
        return Cell::Number(number.to_owned());
    }
    if let Some(day) = text("date").and_then(|day| day.parse().ok()) {
        return Cell::Date(day);
    }
    if let Some(error) = text("error") {
        return Cell::Error(error.to_owned());
    }
    value.get("bool").and_then(Value::as_bool).map_or(Cell::Empty, Cell::Bool)
}
