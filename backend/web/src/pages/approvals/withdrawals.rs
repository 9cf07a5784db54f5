//! `POST /approvals/{id}/withdrawals`: its proposer takes it back.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Path;
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /approvals/{id}/withdrawals`
///
/// # Errors
/// Not found, no longer waiting, or another person's.
pub async fn post(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    super::find(&state, &caller, id).await?;
    state.services.withdraw_approval(caller.actor(), id).await?;
    Ok(Flash::ProposalTaken.redirect(&format!("/approvals/{id}")))
}
