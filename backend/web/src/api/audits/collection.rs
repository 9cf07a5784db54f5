//! `/api/v1/suppliers/{id}/audits`: the audits of a supplier, and the recording of a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::facts::Room;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::body::AuditBody;
use super::shown;
use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::api::suppliers::SupplierKey;
use crate::api::suppliers::facts_schema::NamedAudit;
use crate::api::versions::Recorded;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::record_fact;

/// An audit of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditItem {
    /// What it says.
    #[schema(value_type = NamedAudit)]
    pub audit: Value,
    /// Whether it was performed and accepted by `valid_on`, and so counts.
    pub counts: bool,
}

/// The audits of a supplier known at an instant, and whether each counts on a day.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/audits",
    operation_id = "list_audits",
    tag = "audits",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams),
    responses((status = 200, body = List<AuditItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<AuditItem>>> {
    let record = key.record(&state, &caller, ResourceKind::Audits, &as_of).await?;
    let supplier = record.supplier.id;
    let sight = caller.audits_of(&state, supplier).await?;
    let items: Result<Vec<AuditItem>> = record
        .facts
        .audits
        .iter()
        .map(|audit| {
            let counts = audit.counts_on(as_of.valid_on);
            Ok(AuditItem { audit: shown::named(audit, sight.sees_fact(supplier, audit))?, counts })
        })
        .collect();
    Ok(Json(List::whole(items?)))
}

/// Records an audit of a supplier.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/audits",
    operation_id = "record_audit",
    tag = "audits",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = AuditBody,
    responses((
        status = 201,
        body = Recorded,
        headers(("location" = String, description = "The address of the new audit."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(body): Json<AuditBody>,
) -> Result<impl IntoResponse> {
    body.check()?;
    let supplier = key.id(&state).await?;
    let id = record_fact(&state, &caller, supplier, Room::Audit, &body).await?;
    let location = format!("/api/v1/audits/{id}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(Recorded { id, supplier })))
}
