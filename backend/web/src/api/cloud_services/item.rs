//! `/api/v1/cloud-services/{id}`: one service with all its versions, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::cloud_services::CloudService;
use kakuzuke_store::{AsOf as Dates, SupplyKind, SupplyVersion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::CloudServiceBody;
use super::collection::checked;
use crate::api::dated::AsOfParams;
use crate::api::day::Instant;
use crate::api::reason;
use crate::api::versions::Withdrawal;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, NoQuery, Path, Query};
use crate::state::AppState;
use crate::writes::{correct_cloud_service, withdraw_cloud_service};

/// One version of a service. It was known from `recorded_at` until before `superseded_at`.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloudServiceVersion {
    /// Its number: what a correction names as the version it was made from.
    pub version: i64,
    /// What it said.
    pub service: CloudServiceBody,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: String,
    /// When another took its place, or it was withdrawn; null if it stands.
    pub superseded_at: Option<Instant>,
    /// Why.
    pub reason: Option<String>,
}

/// A service with its versions, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloudServiceHistory {
    /// Its id.
    pub id: Uuid,
    /// Its versions, newest first.
    #[schema(min_items = 1)]
    pub versions: Vec<CloudServiceVersion>,
}

/// A correction: what the service is now, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloudServiceCorrection {
    /// What it is now.
    pub service: CloudServiceBody,
    /// The version that was read: if another has taken its place, the correction is refused.
    #[serde(default)]
    pub version: Option<i64>,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

async fn history(state: &AppState, id: Uuid, as_of: &Dates) -> Result<CloudServiceHistory> {
    let known = state.store.supply_history(SupplyKind::CloudService, id).await?.into_iter();
    let version = |version: SupplyVersion| {
        let supply = version.supply;
        let superseded_at = supply.superseded_at.filter(|at| *at <= as_of.known_at);
        let service: CloudService = supply.record.read()?;
        Ok(CloudServiceVersion {
            version: supply.seq,
            service: service.into(),
            recorded_at: Instant(supply.recorded_at),
            recorded_by: version.actor,
            superseded_at: superseded_at.map(Instant),
            reason: superseded_at.and(supply.reason),
        })
    };
    let known = known.filter(|version| version.supply.recorded_at <= as_of.known_at);
    let versions: Vec<CloudServiceVersion> = known.map(version).collect::<Result<_>>()?;
    if versions.is_empty() { Err(AppError::NotFound) } else { Ok(CloudServiceHistory { id, versions }) }
}

/// A cloud service with all versions known at an instant.
#[utoipa::path(
    get,
    path = "/api/v1/cloud-services/{id}",
    operation_id = "read_cloud_service",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The service's id."), AsOfParams),
    responses((status = 200, body = CloudServiceHistory))
)]
pub async fn get(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<CloudServiceHistory>> {
    Ok(Json(history(&state, id, &as_of).await?))
}

/// Corrects a cloud service: a new version supersedes the present one.
#[utoipa::path(
    put,
    path = "/api/v1/cloud-services/{id}",
    operation_id = "correct_cloud_service",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The service's id.")),
    request_body = CloudServiceCorrection,
    responses((status = 200, body = CloudServiceHistory))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(correction): Json<CloudServiceCorrection>,
) -> Result<Json<CloudServiceHistory>> {
    let reason = reason::given(&correction.reason)?;
    checked(&correction.service)?;
    let service = correction.service.into();
    let corrected = correct_cloud_service(&state, &caller, id, correction.version, &service, reason).await;
    corrected.map_err(AppError::of_cloud_service)?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(history(&state, id, &now).await?))
}

/// Withdraws a cloud service with a reason. Its versions stay readable.
#[utoipa::path(
    delete,
    path = "/api/v1/cloud-services/{id}",
    operation_id = "withdraw_cloud_service",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The service's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    withdraw_cloud_service(&state, &caller, id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
