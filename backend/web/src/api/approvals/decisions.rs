//! `/api/v1/approvals/{id}/decisions`: a second person decides.

use axum::extract::State;
use kakuzuke_services::approvals::Verdict;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::ApprovalItem;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::pages::LONGEST;
use crate::state::AppState;

/// The word of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ApprovalVerdict)]
pub enum Word {
    /// It shall be so.
    Approve,
    /// It shall not.
    Reject,
}

/// What a second person decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovalDecision)]
pub struct DecisionBody {
    /// The decision.
    pub decision: Word,
    /// SHA-256 of the content that the person has read; the decision holds for no other.
    pub sha256: String,
    /// Why; a rejection needs it.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Approves or rejects a proposal. Once enough have approved, it is carried out.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/decisions",
    operation_id = "decide_approval",
    tag = "approvals",
    params(("id" = Uuid, Path, description = "The proposal's id.")),
    request_body = DecisionBody,
    responses((status = 200, body = ApprovalItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<DecisionBody>,
) -> Result<Json<ApprovalItem>> {
    ApprovalItem::read(&state, &caller, id).await?;
    let reason = body.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    match &reason {
        None if body.decision == Word::Reject => return Err(AppError::invalid("reason", "missing")),
        Some(reason) if reason.chars().count() > LONGEST => return Err(AppError::invalid("reason", "too_long")),
        _ => {}
    }
    let verdict = match body.decision {
        Word::Approve => Verdict::Approve,
        Word::Reject => Verdict::Reject,
    };
    state.services.decide_approval(caller.actor(), id, &body.sha256, verdict, reason).await?;
    Ok(Json(ApprovalItem::read(&state, &caller, id).await?))
}
