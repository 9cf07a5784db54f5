//! `/api/v1/cloud-uses/{id}`: the withdrawal of the record of a use.

use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::api::reason;
use crate::api::versions::Withdrawal;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Path, Query};
use crate::state::AppState;
use crate::writes::withdraw_cloud_use;

/// Withdraws the record of a use that never was.
#[utoipa::path(
    delete,
    path = "/api/v1/cloud-uses/{id}",
    operation_id = "withdraw_cloud_use",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The record's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    withdraw_cloud_use(&state, &caller, id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
