//! `/api/v1/subcontracts/{id}/endings`: an approved subcontract ends on a day.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::item::{SubcontractHistory, history};
use crate::api::day::Day;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::end_subcontract;

/// The end of something.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its last day.
    pub ended_on: Day,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// Ends a subcontract on a day.
#[utoipa::path(
    post,
    path = "/api/v1/subcontracts/{id}/endings",
    operation_id = "end_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The subcontract's id.")),
    request_body = Ending,
    responses((status = 200, body = SubcontractHistory))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(ending): Json<Ending>,
) -> Result<Json<SubcontractHistory>> {
    let reason = reason::given(&ending.reason)?;
    end_subcontract(&state, &caller, id, ending.ended_on.0, reason).await?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(history(&state, &caller, id, &now).await?))
}
