//! `/api/v1/jobs/{id}/retries`: a job that was given up is tried again.

use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::{NoQuery, Path};
use crate::state::AppState;

/// Gives a job that was given up another round of tries.
#[utoipa::path(
    post,
    path = "/api/v1/jobs/{id}/retries",
    operation_id = "retry_job",
    tag = "jobs",
    params(("id" = Uuid, Path, description = "The job's id.")),
    responses((status = 204))
)]
pub async fn post(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<StatusCode> {
    state.store.retry_job(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
