//! `/contracts/concentration/export`: the companies as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ConcentrationRow;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Dated;
use crate::language::Language;
use crate::pages::table::{self, Asked};
use crate::state::AppState;

/// Companies of a file.
const ROWS: u32 = 100_000;

const HEADINGS: [(&str, u16); 10] = [
    ("export-number", 16),
    ("export-name", 36),
    ("export-band", 8),
    ("concentration-critical", 12),
    ("concentration-undetermined", 12),
    ("concentration-contracts", 12),
    ("concentration-below", 12),
    ("concentration-buyers", 12),
    ("concentration-persons", 14),
    ("concentration-persons-unknown", 14),
];

fn row(state: &AppState, language: Language, row: ConcentrationRow) -> Vec<Value> {
    let number = |count: u64| Value::Number(i64::try_from(count).unwrap_or(i64::MAX));
    vec![
        row.number.map_or(Value::Empty, Value::Identifier),
        Value::Text(row.name),
        Value::Text(state.renderer.message(language, &format!("band-mark-{}", row.band.as_str()), &[])),
        number(row.critical),
        number(row.undetermined),
        number(row.contracts),
        number(row.as_subcontractor),
        number(row.buyers),
        number(row.persons),
        number(row.persons_unknown),
    ]
}

/// `GET /contracts/concentration/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    dated: Dated<Asked>,
) -> Result<Response> {
    let visible = caller.sees(ResourceKind::Subcontracts);
    let rows = state.store.concentration(&visible, &dated.as_of, ROWS).await?;
    let rows = rows.into_iter().map(|one| row(&state, language, one)).collect();
    table::send(&state, language, dated.query.format.unwrap_or_default(), "concentration", &HEADINGS, rows).await
}
