//! `/contracts/{id}/special-clauses.docx`: the special clauses of a contract as a Word file, by the buyer's own template if it has one.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_services::buyers::WORD;
use uuid::Uuid;

use super::special_clauses::{Asked, paper};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Path, Query};
use crate::pages::download;
use crate::state::AppState;

/// `GET /contracts/{id}/special-clauses.docx`
///
/// # Errors
/// Not found without such a contract.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let now = state.store.as_of(None, None).await?;
    let (row, paper) = paper(&state, &caller, id, asked, &now).await?;
    let bytes = state.services.special_clauses_as_word(row.contract.buyer, paper).await?;
    download::bytes(bytes.into(), "special-clauses.docx", WORD)
}
