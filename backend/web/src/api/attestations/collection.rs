//! `/api/v1/suppliers/{id}/attestations`: the attestations of a supplier, and the recording of a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::attestations::Attestation;
use kakuzuke_domain::facts::Room;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::AttestationBody;
use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::api::suppliers::SupplierKey;
use crate::api::suppliers::facts_schema::NamedAttestation;
use crate::api::versions::Recorded;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::record_fact;

/// How an attestation stands on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In force.
    Valid,
    /// In force while its renewal is examined.
    UnderRenewal,
    /// Suspended that day.
    Suspended,
    /// Revoked by its issuer.
    Revoked,
    /// Given back by its holder.
    Returned,
    /// After its last day.
    Expired,
    /// Before its first day.
    NotYet,
    /// Nobody has confirmed it.
    Unconfirmed,
}

/// An attestation of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttestationItem {
    /// What it says.
    #[schema(value_type = NamedAttestation)]
    pub attestation: Attestation,
    /// How it stands on `valid_on`.
    #[schema(value_type = Standing)]
    pub standing: &'static str,
}

/// The attestations of a supplier known at an instant, and how each stands on a day.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/attestations",
    operation_id = "list_attestations",
    tag = "attestations",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams),
    responses((status = 200, body = List<AttestationItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<AttestationItem>>> {
    let record = key.record(&state, &caller, ResourceKind::Attestations, &as_of).await?;
    let items = record.facts.attestations.into_iter().map(|attestation| {
        let standing = attestation.standing_on(as_of.valid_on).as_str();
        AttestationItem { attestation, standing }
    });
    Ok(Json(List::whole(items.collect())))
}

/// Records an attestation of a supplier.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/attestations",
    operation_id = "record_attestation",
    tag = "attestations",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = AttestationBody,
    responses((
        status = 201,
        body = Recorded,
        headers(("location" = String, description = "The address of the new attestation."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(body): Json<AttestationBody>,
) -> Result<impl IntoResponse> {
    body.check()?;
    let supplier = key.id(&state).await?;
    let id = record_fact(&state, &caller, supplier, Room::Attestation, &body).await?;
    let location = format!("/api/v1/attestations/{id}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(Recorded { id, supplier })))
}
