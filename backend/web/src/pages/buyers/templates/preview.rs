//! `/buyers/{code}/templates/{id}/preview`: the template with a contract that never was.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::buyers::WORD;
use uuid::Uuid;

use super::buyer;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::download;
use crate::state::AppState;

/// `GET /buyers/{code}/templates/{id}/preview`
///
/// # Errors
/// Not found for another's templates.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path((code, id)): Path<(String, Uuid)>,
    _: NoQuery,
) -> Result<Response> {
    let buyer = buyer(&state, &caller, Action::Read, &code).await?;
    let template = state.store.template(buyer.id, id).await?.ok_or(AppError::NotFound)?;
    let paper = state.services.sample_of_special_clauses(&buyer.name).await?;
    let bytes = state.services.fill(Some(&template.sha256), paper).await?;
    download::bytes(bytes.into(), &format!("preview-{code}.docx"), WORD)
}
