//! `/api/v1/imports/{id}/cancellations`: an import is stopped.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use super::answer::Import;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Stops an import that waits or runs; it then writes nothing. One that is done stays done.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/cancellations",
    operation_id = "cancel_import",
    tag = "imports",
    params(("id" = Uuid, Path, description = "The import's id.")),
    responses((status = 202, body = Import))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<(StatusCode, Json<Import>)> {
    Import::read(&state, &caller, Action::Withdraw, id).await?;
    state.services.cancel_import(id).await?;
    Ok((StatusCode::ACCEPTED, Json(Import::read(&state, &caller, Action::Withdraw, id).await?)))
}
