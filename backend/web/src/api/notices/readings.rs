//! `/api/v1/notices/{id}/readings`: a notice has been read.

use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{NoQuery, Path};
use crate::state::AppState;

/// Marks one of my notices as read.
#[utoipa::path(
    post,
    path = "/api/v1/notices/{id}/readings",
    operation_id = "read_notice",
    tag = "notices",
    params(("id" = Uuid, Path, description = "The notice's id.")),
    responses((status = 204))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<StatusCode> {
    state.store.read_notice(caller.account()?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
