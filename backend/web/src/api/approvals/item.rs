//! `/api/v1/approvals/{id}`: one proposal.

use axum::extract::State;
use uuid::Uuid;

use super::answer::ApprovalItem;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// One proposal with its content and what happened to it.
#[utoipa::path(
    get,
    path = "/api/v1/approvals/{id}",
    operation_id = "read_approval",
    tag = "approvals",
    params(("id" = Uuid, Path, description = "The proposal's id.")),
    responses((status = 200, body = ApprovalItem))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<Json<ApprovalItem>> {
    Ok(Json(ApprovalItem::read(&state, &caller, id).await?))
}
