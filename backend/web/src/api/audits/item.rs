//! `/api/v1/audits/{id}`: one audit with all its versions, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::facts::Room;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::AuditBody;
use super::shown::{self, ShownAudit};
use crate::api::dated::AsOfParams;
use crate::api::reason;
use crate::api::versions::{History, Withdrawal};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path, Query};
use crate::state::AppState;
use crate::writes::{correct_fact, withdraw_fact};

/// A correction: what the audit says now, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditCorrection {
    /// What it says now.
    pub audit: AuditBody,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// An audit with all versions known at an instant.
#[utoipa::path(
    get,
    path = "/api/v1/audits/{id}",
    operation_id = "read_audit",
    tag = "audits",
    params(("id" = Uuid, Path, description = "The audit's id."), AsOfParams),
    responses((status = 200, body = History<ShownAudit>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<History<ShownAudit>>> {
    Ok(Json(shown::history(&state, &caller, id, &as_of).await?))
}

/// Corrects an audit: a new version supersedes the present one. Only for buyers to which its findings are shown.
#[utoipa::path(
    put,
    path = "/api/v1/audits/{id}",
    operation_id = "correct_audit",
    tag = "audits",
    params(("id" = Uuid, Path, description = "The audit's id.")),
    request_body = AuditCorrection,
    responses((status = 200, body = History<ShownAudit>))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(correction): Json<AuditCorrection>,
) -> Result<Json<History<ShownAudit>>> {
    correction.audit.check()?;
    let reason = reason::given(&correction.reason)?;
    correct_fact(&state, &caller, id, Room::Audit, &correction.audit, reason).await?;
    let now = state.store.as_of(None, None).await?;
    Ok(Json(shown::history(&state, &caller, id, &now).await?))
}

/// Withdraws an audit with a reason. Its versions stay readable. Only for buyers to which its findings are shown.
#[utoipa::path(
    delete,
    path = "/api/v1/audits/{id}",
    operation_id = "withdraw_audit",
    tag = "audits",
    params(("id" = Uuid, Path, description = "The audit's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    withdraw_fact(&state, &caller, id, Room::Audit, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
