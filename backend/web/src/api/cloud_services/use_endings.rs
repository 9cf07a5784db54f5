//! `/api/v1/cloud-uses/{id}/endings`: a contract no longer uses a service.

use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::api::reason;
use crate::api::subcontracts::endings::Ending;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::end_cloud_use;

/// Ends the use of a service on a day.
#[utoipa::path(
    post,
    path = "/api/v1/cloud-uses/{id}/endings",
    operation_id = "end_cloud_use",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The record's id.")),
    request_body = Ending,
    responses((status = 204, description = "It ends on that day."))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(ending): Json<Ending>,
) -> Result<StatusCode> {
    let reason = reason::given(&ending.reason)?;
    end_cloud_use(&state, &caller, id, ending.ended_on.0, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
