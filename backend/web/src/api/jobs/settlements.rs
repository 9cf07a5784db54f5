//! `/api/v1/jobs/{id}/settlements`: a job that was given up is settled without doing it.

use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::{NoQuery, Path};
use crate::state::AppState;

/// Settles a job that was given up: it is not tried again.
#[utoipa::path(
    post,
    path = "/api/v1/jobs/{id}/settlements",
    operation_id = "settle_job",
    tag = "jobs",
    params(("id" = Uuid, Path, description = "The job's id.")),
    responses((status = 204))
)]
pub async fn post(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<StatusCode> {
    state.store.settle_job(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
