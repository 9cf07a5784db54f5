//! `/imports/export`: the imports as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::table::{Asked, number, send};
use crate::state::AppState;

/// Imports of a file, the newest ones.
const MOST: u32 = 1_000;

const HEADINGS: [(&str, u16); 12] = [
    ("imports-when", 26),
    ("imports-file", 40),
    ("input-kind", 16),
    ("imports-state", 14),
    ("ledger-who", 16),
    ("imports-rows", 10),
    ("imports-created", 10),
    ("imports-updated", 10),
    ("imports-unchanged", 10),
    ("imports-rejected", 10),
    ("imports-proposals", 10),
    ("imports-sha256", 66),
];

/// `GET /imports/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let words = |key: String| Value::Text(state.renderer.message(language, &key, &[]));
    let rows = state.services.imports(&caller.sees_imports(), MOST, None).await?.into_iter().map(|import| {
        let counts = import.report.map(|report| report.counts).unwrap_or_default();
        vec![
            Value::Text(import.row.created_at.to_rfc3339()),
            Value::Text(import.row.file_name),
            words(format!("import-kind-{}", import.kind.as_str())),
            words(format!("import-state-{}", import.row.state)),
            Value::Text(import.row.actor),
            number(counts.rows),
            number(counts.created),
            number(counts.updated),
            number(counts.unchanged),
            number(counts.rejected),
            number(counts.proposals),
            Value::Identifier(import.row.file_sha256),
        ]
    });
    let rows = rows.collect();
    send(&state, language, asked.format.unwrap_or_default(), "imports", &HEADINGS, rows).await
}
