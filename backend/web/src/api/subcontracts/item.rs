//! `/api/v1/subcontracts/{id}`: one subcontract with all its versions, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::subcontracts::Subcontract;
use kakuzuke_store::{AsOf as Dates, SupplyKind, SupplyVersion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::SubcontractRecord;
use super::body::SubcontractBody;
use crate::api::dated::AsOfParams;
use crate::api::day::Instant;
use crate::api::reason;
use crate::api::versions::Withdrawal;
use crate::caller::{Caller, Chain};
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, NoQuery, Path, Query};
use crate::state::AppState;
use crate::writes::{correct_subcontract, withdraw_subcontract};

/// One version of a subcontract. It was known from `recorded_at` until before `superseded_at`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubcontractVersion {
    /// Its number: what a correction names as the version it was made from.
    pub version: i64,
    /// What it said.
    pub subcontract: SubcontractRecord,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: String,
    /// When another took its place, or it was withdrawn; null if it stands.
    pub superseded_at: Option<Instant>,
    /// Why.
    pub reason: Option<String>,
}

/// A subcontract with its versions, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubcontractHistory {
    /// Its id.
    pub id: Uuid,
    /// The contract at the head of the chain.
    pub contract: Uuid,
    /// The subcontract above it; null below the contractor.
    pub above: Option<Uuid>,
    /// Its versions, newest first.
    #[schema(min_items = 1)]
    pub versions: Vec<SubcontractVersion>,
}

/// A correction: what the subcontract says now, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubcontractCorrection {
    /// What it says now. What the buyer decided stays.
    pub subcontract: SubcontractBody,
    /// The version that was read: if another has taken its place, the correction is refused.
    #[serde(default)]
    pub version: Option<i64>,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// The versions known at an instant.
///
/// # Errors
/// [`AppError::NotFound`] if there were none, or the caller sees no part of its chain.
pub(super) async fn history(state: &AppState, caller: &Caller, id: Uuid, as_of: &Dates) -> Result<SubcontractHistory> {
    Chain::of(state, caller, id).await?;
    let known = state.store.supply_history(SupplyKind::Subcontract, id).await?.into_iter();
    let known: Vec<_> = known.filter(|version| version.supply.recorded_at <= as_of.known_at).collect();
    let first = &known.first().ok_or(AppError::NotFound)?.supply.record;
    let (contract, above) = (first.contract_id.unwrap_or_default(), first.above_id);
    let version = |version: SupplyVersion| {
        let supply = version.supply;
        let superseded_at = supply.superseded_at.filter(|at| *at <= as_of.known_at);
        let subcontract: Subcontract = supply.record.read()?;
        Ok(SubcontractVersion {
            version: supply.seq,
            subcontract: subcontract.into(),
            recorded_at: Instant(supply.recorded_at),
            recorded_by: version.actor,
            superseded_at: superseded_at.map(Instant),
            reason: superseded_at.and(supply.reason),
        })
    };
    let versions = known.into_iter().map(version).collect::<Result<_>>()?;
    Ok(SubcontractHistory { id, contract, above, versions })
}

/// A subcontract with all versions known at an instant.
#[utoipa::path(
    get,
    path = "/api/v1/subcontracts/{id}",
    operation_id = "read_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The subcontract's id."), AsOfParams),
    responses((status = 200, body = SubcontractHistory))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<SubcontractHistory>> {
    Ok(Json(history(&state, &caller, id, &as_of).await?))
}

/// Corrects a subcontract: a new version supersedes the present one.
#[utoipa::path(
    put,
    path = "/api/v1/subcontracts/{id}",
    operation_id = "correct_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The subcontract's id.")),
    request_body = SubcontractCorrection,
    responses((status = 200, body = SubcontractHistory))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(correction): Json<SubcontractCorrection>,
) -> Result<Json<SubcontractHistory>> {
    let reason = reason::given(&correction.reason)?;
    let terms = correction.subcontract.into();
    let corrected = correct_subcontract(&state, &caller, id, correction.version, terms, reason).await;
    corrected.map_err(AppError::of_subcontract)?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(history(&state, &caller, id, &now).await?))
}

/// Withdraws a subcontract with a reason. Its versions stay readable.
#[utoipa::path(
    delete,
    path = "/api/v1/subcontracts/{id}",
    operation_id = "withdraw_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The subcontract's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    withdraw_subcontract(&state, &caller, id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
