//! `/ledger/export`: the latest entries as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;
use kakuzuke_store::ledger::EntryQuery;

use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::table::{Asked, send};
use crate::state::AppState;

/// Entries read at once.
const CHUNK: u32 = 1_000;
/// Entries of a file; the whole record is checked by `kakuzuke ledger verify`, not in a spreadsheet.
const MOST: usize = 50_000;

const HEADINGS: [(&str, u16); 7] = [
    ("ledger-number", 10),
    ("ledger-when", 26),
    ("ledger-who", 16),
    ("ledger-what", 24),
    ("ledger-subject", 44),
    ("ledger-details", 60),
    ("ledger-leaf", 66),
];

/// `GET /ledger/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(State(state): State<AppState>, language: Language, Query(asked): Query<Asked>) -> Result<Response> {
    let mut rows = Vec::new();
    let mut before = None;
    while rows.len() < MOST {
        let query = EntryQuery { before, limit: CHUNK, ..EntryQuery::default() };
        let entries = state.store.ledger_entries(&query).await?;
        let Some(last) = entries.last() else { break };
        before = Some(last.seq);
        rows.extend(entries.into_iter().map(|entry| {
            vec![
                Value::Number(entry.seq),
                Value::Text(entry.recorded_at.to_rfc3339()),
                Value::Text(entry.actor),
                Value::Text(entry.command),
                Value::Text(entry.subject),
                Value::Text(entry.body),
                Value::Identifier(hex::encode(entry.leaf_hash)),
            ]
        }));
    }
    send(&state, language, asked.format.unwrap_or_default(), "ledger", &HEADINGS, rows).await
}
