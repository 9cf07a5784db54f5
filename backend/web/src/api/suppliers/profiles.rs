//! `/api/v1/suppliers/{id}/profiles`: who a supplier is, changed from a day on, or corrected.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::ResourceKind;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::item::Supplier;
use super::key::SupplierKey;
use super::registration::Registration;
use crate::api::day::Day;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::{change_profile, correct_profile};

/// Who a supplier is from a day on, and why it is recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// Who it is from that day on, as a whole.
    pub profile: Registration,
    /// The first day on which it holds. What held before ends on the day before.
    pub valid_from: Day,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// What one of the names over time should have said, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileCorrection {
    /// What it says now, as a whole.
    pub profile: Registration,
    /// The first day on which it holds; null since ever. It has to lie between those of its neighbours.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// Records that a supplier is called, placed or closed otherwise from a day on.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/profiles",
    operation_id = "change_supplier",
    tag = "suppliers",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = ProfileChange,
    responses((status = 201, body = Supplier))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(change): Json<ProfileChange>,
) -> Result<(StatusCode, Json<Supplier>)> {
    let reason = reason::given(&change.reason)?;
    let id = key.id(&state).await?;
    change_profile(&state, &caller.signature(), id, change.valid_from.0, change.profile.into_profile()?, reason)
        .await?;
    Ok((StatusCode::CREATED, Json(read(&state, &caller, id).await?)))
}

/// Corrects one of the names over time: a new version supersedes the present one.
#[utoipa::path(
    put,
    path = "/api/v1/suppliers/{id}/profiles/{profile}",
    operation_id = "correct_supplier",
    tag = "suppliers",
    params(
        ("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."),
        ("profile" = Uuid, Path, description = "The id of one of its names over time.")
    ),
    request_body = ProfileCorrection,
    responses((status = 200, body = Supplier))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path((key, profile)): Path<(SupplierKey, Uuid)>,
    _: NoQuery,
    Json(correction): Json<ProfileCorrection>,
) -> Result<Json<Supplier>> {
    let reason = reason::given(&correction.reason)?;
    let id = key.id(&state).await?;
    let from = correction.valid_from.map(|day| day.0);
    correct_profile(&state, &caller.signature(), id, profile, from, correction.profile.into_profile()?, reason).await?;
    Ok(Json(read(&state, &caller, id).await?))
}

async fn read(state: &AppState, caller: &Caller, id: Uuid) -> Result<Supplier> {
    let now = state.store.as_of(None, None).await?;
    Ok(SupplierKey::Id(id).record(state, caller, ResourceKind::Suppliers, &now).await?.into())
}
