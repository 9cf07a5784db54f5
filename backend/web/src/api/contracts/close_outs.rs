//! `/api/v1/contracts/{id}/close-outs`: what the end of a contract asks for.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_store::CloseOut;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::item::ContractItem;
use super::words::{CloseOutOutcome, CloseOutStep};
use crate::api::dated::AsOfParams;
use crate::api::day::{Day, Instant};
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::pages::contract_history;
use crate::state::AppState;

/// A step of the close-out as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloseOutItem {
    /// The step.
    pub step: CloseOutStep,
    /// How it ended.
    pub outcome: CloseOutOutcome,
    /// On which day it was done.
    pub done_on: Option<Day>,
    /// What it rests on, or why there was nothing to do.
    pub evidence: String,
    /// The proposal to which a second person agreed.
    pub approval: Option<Uuid>,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: String,
}

impl From<CloseOut> for CloseOutItem {
    fn from(step: CloseOut) -> Self {
        Self {
            step: step.step.into(),
            outcome: step.outcome.into(),
            done_on: step.done_on.map(Day),
            evidence: step.evidence,
            approval: step.approval,
            recorded_at: Instant(step.recorded_at),
            recorded_by: step.actor,
        }
    }
}

/// A step to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCloseOutBody {
    /// The step.
    pub step: CloseOutStep,
    /// How it ended. What takes two people (`waived`, and `not_applicable` of the certificate of erasure) is proposed instead.
    pub outcome: CloseOutOutcome,
    /// On which day it was done.
    #[serde(default)]
    pub done_on: Option<Day>,
    /// What it rests on, or why there was nothing to do.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub evidence: String,
}

/// The steps of a contract's close-out that were recorded by an instant.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/close-outs",
    operation_id = "list_close_outs",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = List<CloseOutItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<CloseOutItem>>> {
    contract_history(&state, &caller, id, &as_of).await?;
    let steps = state.store.close_outs(id, &as_of).await?;
    Ok(Json(List::whole(steps.into_iter().map(CloseOutItem::from).collect())))
}

/// Records a step of a contract's close-out, in the place of what was recorded of it before.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/close-outs",
    operation_id = "record_close_out",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = NewCloseOutBody,
    responses((status = 201, body = List<CloseOutItem>))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(new): Json<NewCloseOutBody>,
) -> Result<(StatusCode, Json<List<CloseOutItem>>)> {
    ContractItem::now(&state, &caller, id).await?;
    let done_on = new.done_on.map(|day| day.0);
    state.services.close_out(caller.actor(), id, new.step.0, new.outcome.0, done_on, &new.evidence).await?;
    let now = state.store.as_of(None, None).await?;
    let steps = state.store.close_outs(id, &now).await?;
    Ok((StatusCode::CREATED, Json(List::whole(steps.into_iter().map(CloseOutItem::from).collect()))))
}
