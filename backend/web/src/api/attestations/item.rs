//! `/api/v1/attestations/{id}`: one attestation with all its versions, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::facts::Room;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::AttestationBody;
use crate::api::dated::AsOfParams;
use crate::api::reason;
use crate::api::versions::{History, Withdrawal};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path, Query};
use crate::state::AppState;
use crate::writes::{correct_fact, withdraw_fact};

/// A correction: what the attestation says now, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttestationCorrection {
    /// What it says now.
    pub attestation: AttestationBody,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// An attestation with all versions known at an instant.
#[utoipa::path(
    get,
    path = "/api/v1/attestations/{id}",
    operation_id = "read_attestation",
    tag = "attestations",
    params(("id" = Uuid, Path, description = "The attestation's id."), AsOfParams),
    responses((status = 200, body = History<AttestationBody>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<History<AttestationBody>>> {
    Ok(Json(History::read(&state, &caller, id, Room::Attestation, &as_of).await?))
}

/// Corrects an attestation: a new version supersedes the present one.
#[utoipa::path(
    put,
    path = "/api/v1/attestations/{id}",
    operation_id = "correct_attestation",
    tag = "attestations",
    params(("id" = Uuid, Path, description = "The attestation's id.")),
    request_body = AttestationCorrection,
    responses((status = 200, body = History<AttestationBody>))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(correction): Json<AttestationCorrection>,
) -> Result<Json<History<AttestationBody>>> {
    correction.attestation.check()?;
    let reason = reason::given(&correction.reason)?;
    correct_fact(&state, &caller, id, Room::Attestation, &correction.attestation, reason).await?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(History::read(&state, &caller, id, Room::Attestation, &now).await?))
}

/// Withdraws an attestation with a reason. Its versions stay readable.
#[utoipa::path(
    delete,
    path = "/api/v1/attestations/{id}",
    operation_id = "withdraw_attestation",
    tag = "attestations",
    params(("id" = Uuid, Path, description = "The attestation's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    withdraw_fact(&state, &caller, id, Room::Attestation, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
