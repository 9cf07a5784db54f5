//! `/api/v1/subcontracts/{id}/decisions`: the buyer approves or refuses what was asked for.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::item::{SubcontractHistory, history};
use crate::api::day::Day;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::{Verdict, decide_subcontract};

/// What the buyer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubcontractVerdict {
    /// It agrees.
    Approve,
    /// It does not.
    Refuse,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubcontractDecision {
    /// What the buyer says.
    pub decision: SubcontractVerdict,
    /// The day on which it says so; not before the request.
    pub decided_on: Day,
    /// Why it refuses (needed then), or on what conditions it agrees.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
}

/// Approves or refuses a subcontract.
#[utoipa::path(
    post,
    path = "/api/v1/subcontracts/{id}/decisions",
    operation_id = "decide_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The subcontract's id.")),
    request_body = SubcontractDecision,
    responses((status = 200, body = SubcontractHistory))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(decision): Json<SubcontractDecision>,
) -> Result<Json<SubcontractHistory>> {
    let verdict = Verdict {
        approves: decision.decision == SubcontractVerdict::Approve,
        decided_on: decision.decided_on.0,
        reason: decision.reason,
    };
    let decided = decide_subcontract(&state, &caller, id, verdict).await;
    decided.map_err(|error| error.renamed("decision_reason", "reason"))?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(history(&state, &caller, id, &now).await?))
}
