//! What is told beside the fact itself: kept as JSON, never graded.

use serde_json::{Map, Value};

use super::reading::Reading;

/// The given fields of a row as one JSON object; none where all are blank.
#[must_use]
pub fn of(reading: &Reading, fields: &[&str]) -> Option<String> {
    let filled = fields.iter().filter_map(|field| Some(((*field).to_owned(), Value::from(reading.text(field)?))));
    written(filled.collect())
}

/// Known details with what a row says over them.
#[must_use]
pub fn merged(known: Option<&str>, said: Option<&str>) -> Option<String> {
    let Some(said) = said else { return known.map(ToOwned::to_owned) };
    let mut all = read(known);
    for (key, value) in read(Some(said)) {
        all.insert(key, value);
    }
    written(all)
}

/// Details as their object.
#[must_use]
pub fn read(details: Option<&str>) -> Map<String, Value> {
    details.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// An object as stored; none where it is empty.
#[must_use]
pub fn written(details: Map<String, Value>) -> Option<String> {
    (!details.is_empty()).then(|| Value::Object(details).to_string())
}
