//! `/api/v1/contracts/{id}/amendments`: from a day on other terms hold (変更契約).

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::ContractBody;
use super::item::ContractItem;
use crate::api::day::Day;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// An amendment of the last terms agreed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractAmendment {
    /// The version of the terms that are amended. If somebody else has changed them meanwhile, nothing is written.
    pub version: i64,
    /// The first day on which the new terms hold: within the period, behind its first day and the last amendment.
    pub from: Day,
    /// What holds from then on, as a whole.
    pub contract: ContractBody,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// The day from which the amendment holds has a shorter name here than in forms.
fn named(problem: FieldProblem) -> FieldProblem {
    match problem.field.as_str() {
        "amended_from" => FieldProblem { field: "from".to_owned(), ..problem },
        _ => problem,
    }
}

/// Amends a contract. What held before stays true for the days before. Answers the terms that hold today.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/amendments",
    operation_id = "amend_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = ContractAmendment,
    responses((status = 201, body = ContractItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(amendment): Json<ContractAmendment>,
) -> Result<(StatusCode, Json<ContractItem>)> {
    ContractItem::now(&state, &caller, id).await?;
    let reason = reason::given(&amendment.reason)?;
    let (version, from, draft) = (amendment.version, amendment.from.0, amendment.contract.draft());
    let amended = state.services.amend_contract(caller.actor(), id, version, from, draft, reason).await;
    amended.map_err(|error| match AppError::from(error) {
        AppError::Invalid(problems) => AppError::Invalid(problems.into_iter().map(named).collect()),
        other => other,
    })?;
    Ok((StatusCode::CREATED, Json(ContractItem::now(&state, &caller, id).await?)))
}
