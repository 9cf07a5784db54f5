//! `/buyers/{code}/templates/standard`: the standard template, to begin a design from.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_documents::word::Template;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::buyers::WORD;

use super::buyer;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::download;
use crate::state::AppState;

/// `GET /buyers/{code}/templates/standard`
///
/// # Errors
/// Not found for another's templates.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
) -> Result<Response> {
    buyer(&state, &caller, Action::Read, &code).await?;
    let bytes = Template::standard().and_then(|standard| standard.bytes()).map_err(AppError::internal)?;
    download::bytes(bytes.into(), "special-clauses-template.docx", WORD)
}
