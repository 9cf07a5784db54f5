//! `POST /approvals/{id}/versions`: what is proposed is changed; what was agreed to before is void.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::read_file;
use super::show::ApprovalPage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Multipart, Path};
use crate::flash::Flash;
use crate::pages::form::Errors;
use crate::render::Rendered;
use crate::state::AppState;

/// `POST /approvals/{id}/versions`
///
/// # Errors
/// Not found or no longer waiting; a refused file is shown with the proposal.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response> {
    let kind = super::find(&state, &caller, id).await?.kind;
    let mut errors = Errors::default();
    if let Some(content) = read_file(form, kind, &mut errors).await? {
        state.services.revise(caller.actor(), id, content).await?;
        return Ok(Flash::Revised.redirect(&format!("/approvals/{id}")));
    }
    let page = ApprovalPage::find(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
