//! `POST /imports/{id}/cancellations`: the import stops and writes nothing.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use super::head::Head;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Path;
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /imports/{id}/cancellations`
///
/// # Errors
/// Not found without such an import.
pub async fn post(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    Head::find(&state, &caller, Action::Withdraw, id).await?;
    state.services.cancel_import(id).await?;
    Ok(Flash::Cancelled.redirect(&format!("/imports/{id}")))
}
