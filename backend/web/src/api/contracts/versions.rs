//! `/api/v1/contracts/{id}/versions`: every version of a contract's terms.

use axum::extract::State;
use kakuzuke_store::ContractVersion;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::ContractBody;
use super::words::Criticality;
use crate::api::dated::AsOfParams;
use crate::api::day::{Day, Instant};
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, Path};
use crate::pages::contract_history;
use crate::state::AppState;

/// One version of the terms. It was known from `recorded_at` until before `superseded_at`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractVersionItem {
    /// Its number.
    pub version: i64,
    /// What it said.
    pub contract: ContractBody,
    /// Whether it was critical.
    pub critical: Criticality,
    /// The first day on which these terms hold; null for the terms agreed at first.
    pub terms_from: Option<Day>,
    /// The last day on which these terms hold; null for the last terms agreed.
    pub terms_to: Option<Day>,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was corrected, amended or withdrawn; null if it stands.
    pub superseded_at: Option<Instant>,
    /// Who did that.
    pub superseded_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

fn item(version: ContractVersion) -> Result<ContractVersionItem> {
    let contract = version.contract;
    Ok(ContractVersionItem {
        version: contract.seq,
        contract: ContractBody::of(&contract)?,
        critical: contract.criticality().into(),
        terms_from: contract.terms_from.map(Day),
        terms_to: contract.terms_to.map(Day),
        recorded_at: Instant(contract.recorded_at),
        recorded_by: version.actor,
        superseded_at: contract.superseded_at.map(Instant),
        superseded_by: version.superseded_by.map(|(actor, _)| actor),
        reason: contract.reason,
    })
}

/// Every version of a contract's terms that was known at an instant, the newest first. Also of a contract that was withdrawn.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/versions",
    operation_id = "list_contract_versions",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = List<ContractVersionItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<ContractVersionItem>>> {
    let history = contract_history(&state, &caller, id, &as_of).await?;
    Ok(Json(List::whole(history.into_iter().map(item).collect::<Result<_>>()?)))
}
