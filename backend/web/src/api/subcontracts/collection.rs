//! `/api/v1/contracts/{id}/subcontracts`: the chain behind a contract, and the request for one more.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{ChainItem, SubcontractItem, WeakestItem};
use super::body::SubcontractBody;
use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::suppliers::SupplierKey;
use crate::caller::{Caller, Chain};
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::request_subcontract;

/// A request for a subcontract.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubcontractRequest {
    /// The subcontractor: its id or its corporate number.
    #[schema(value_type = String, pattern = "^([0-9]{13}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    pub company: SupplierKey,
    /// The subcontract below which it stands; null below the contractor.
    #[serde(default)]
    pub above: Option<Uuid>,
    /// The terms.
    pub subcontract: SubcontractBody,
}

/// A subcontract that was asked for just now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Requested {
    /// Its id.
    pub id: Uuid,
}

/// The chain behind a contract as it was known, and how it stands on a day. A company in it sees itself and what stands below it.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/subcontracts",
    operation_id = "read_chain",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = ChainItem))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<ChainItem>> {
    let chain = Chain::find(&state, &caller, id, &as_of).await?;
    let bands = chain.bands(&state, &caller, &as_of).await?;
    let standings = chain.standings(as_of.valid_on);
    let weakest = chain.weakest(&bands, &standings);
    let rows = chain.rows.into_iter().zip(standings);
    let item = |((tier, row), standing): ((usize, kakuzuke_store::SubcontractRow), _)| {
        let band = bands.get(&row.company).copied();
        SubcontractItem::of(tier, row, standing, band)
    };
    Ok(Json(ChainItem {
        contract: chain.contract.id,
        contractor: chain.contract.contractor,
        whole: chain.whole,
        weakest: weakest
            .map(|(weakest, _)| WeakestItem { band: weakest.band.map(Band::from), unrated: weakest.unrated }),
        subcontracts: rows.map(item).collect(),
    }))
}

/// Asks for a subcontract; it waits for the buyer's consent.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/subcontracts",
    operation_id = "request_subcontract",
    tag = "subcontracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = SubcontractRequest,
    responses((
        status = 201,
        body = Requested,
        headers(("location" = String, description = "The address of the new subcontract."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(contract): Path<Uuid>,
    _: NoQuery,
    Json(request): Json<SubcontractRequest>,
) -> Result<impl IntoResponse> {
    let company = match request.company {
        SupplierKey::Id(id) => id,
        SupplierKey::Number(number) => {
            let found = state.store.supplier_id_by_number(&number).await?;
            found.ok_or_else(|| AppError::invalid("company", "unknown_supplier"))?
        }
    };
    let terms = request.subcontract.into();
    let asked = request_subcontract(&state, &caller, contract, request.above, company, terms).await;
    let id = asked.map_err(AppError::of_subcontract)?;
    let location = format!("/api/v1/subcontracts/{id}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(Requested { id })))
}
