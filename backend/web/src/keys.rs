//! `/.well-known/jwks.json`: the public half of the key that signs the ledger's heads (RFC 7517).

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::json;

use crate::extract::NoQuery;
use crate::state::AppState;

/// Answers the key as a set of one.
pub async fn get(State(state): State<AppState>, _: NoQuery) -> impl IntoResponse {
    let keys = json!({ "keys": [state.store.public_key().jwk()] });
    ([(CONTENT_TYPE, "application/jwk-set+json")], keys.to_string())
}
