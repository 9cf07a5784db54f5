//! `/buyers/export`: the list of buyers as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::write::Value;
use kakuzuke_domain::accounts::ResourceKind;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::table::{Asked, number, send, text};
use crate::state::AppState;

const HEADINGS: [(&str, u16); 6] = [
    ("buyers-code", 12),
    ("buyers-name", 20),
    ("supplier-kana", 20),
    ("supplier-number", 16),
    ("buyers-suppliers", 16),
    ("buyers-contracts", 16),
];

/// `GET /buyers/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let visible = caller.sees(ResourceKind::Contracts);
    let now = state.store.as_of(None, None).await?;
    let rows = state.store.buyers(&visible, &now).await?.into_iter().map(|row| {
        vec![
            row.buyer.code.map_or(Value::Empty, Value::Identifier),
            Value::Text(row.buyer.name),
            text(row.buyer.kana),
            row.buyer.number.map_or(Value::Empty, Value::Identifier),
            row.bought.map_or(Value::Empty, |bought| number(bought.suppliers)),
            row.bought.map_or(Value::Empty, |bought| number(bought.contracts)),
        ]
    });
    send(&state, language, asked.format.unwrap_or_default(), "buyers", &HEADINGS, rows.collect()).await
}
