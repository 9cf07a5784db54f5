//! `/api/v1/suppliers/{id}/facts`: everything the rule knows of one supplier.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use serde_json::Value;

use super::facts_schema::Facts;
use super::key::SupplierKey;
use crate::api::audits::shown;
use crate::api::dated::AsOfParams;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, Path};
use crate::state::AppState;

/// What is known of a supplier, as `kakuzuke grade --facts` reads it. `valid_on` leaves nothing out: the rule chooses.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/facts",
    operation_id = "read_facts",
    tag = "suppliers",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams),
    responses((status = 200, body = Facts))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    AsOf(as_of): AsOf,
) -> Result<Json<Value>> {
    let record = key.record(&state, &caller, ResourceKind::Suppliers, &as_of).await?;
    let supplier = record.supplier.id;
    let sight = caller.audits_of(&state, supplier).await?;
    let named = |audit| shown::named(audit, sight.sees_fact(supplier, audit));
    let audits: Result<Vec<Value>> = record.facts.audits.iter().map(named).collect();
    let mut facts = serde_json::to_value(&record.facts).map_err(AppError::internal)?;
    if let Value::Object(fields) = &mut facts {
        fields.insert("audits".to_owned(), Value::Array(audits?));
    }
    Ok(Json(facts))
}
