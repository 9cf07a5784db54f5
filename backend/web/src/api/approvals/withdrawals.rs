//! `/api/v1/approvals/{id}/withdrawals`: a proposal is taken back.

use axum::extract::State;
use uuid::Uuid;

use super::answer::ApprovalItem;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Takes a proposal of mine back.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/withdrawals",
    operation_id = "withdraw_approval",
    tag = "approvals",
    params(("id" = Uuid, Path, description = "The proposal's id.")),
    responses((status = 200, body = ApprovalItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<Json<ApprovalItem>> {
    ApprovalItem::read(&state, &caller, id).await?;
    state.services.withdraw_approval(caller.actor(), id).await?;
    Ok(Json(ApprovalItem::read(&state, &caller, id).await?))
}
