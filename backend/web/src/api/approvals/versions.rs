//! `/api/v1/approvals/{id}/versions`: what is proposed is changed.

use axum::extract::State;
use uuid::Uuid;

use super::answer::{ApprovalItem, Proposed};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Changes what is proposed; what was agreed to before is void.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/versions",
    operation_id = "revise_approval",
    tag = "approvals",
    params(("id" = Uuid, Path, description = "The proposal's id.")),
    request_body = Proposed,
    responses((status = 200, body = ApprovalItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<Proposed>,
) -> Result<Json<ApprovalItem>> {
    ApprovalItem::read(&state, &caller, id).await?;
    state.services.revise(caller.actor(), id, body.content()?).await?;
    Ok(Json(ApprovalItem::read(&state, &caller, id).await?))
}
