//! `/api/v1/imports/{id}/runs`: the work on an uploaded file begins, or begins again.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use super::answer::Import;
use super::options::Options;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Puts an import into the queue, tried or for good.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/runs",
    operation_id = "run_import",
    tag = "imports",
    params(("id" = Uuid, Path, description = "The import's id.")),
    request_body = Options,
    responses((status = 202, body = Import))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(options): Json<Options>,
) -> Result<(StatusCode, Json<Import>)> {
    Import::read(&state, &caller, Action::Record, id).await?;
    state.services.start_import(id, &options.into_run()?, &caller.importer()).await?;
    Ok((StatusCode::ACCEPTED, Json(Import::read(&state, &caller, Action::Record, id).await?)))
}
