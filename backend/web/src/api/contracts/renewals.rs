//! `/api/v1/contracts/{id}/renewals`: a new contract takes the place of one that ends.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::ResourceKind;
use uuid::Uuid;

use super::body::ContractBody;
use super::item::ContractItem;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Records the contract that renews this one: with the same buyer and supplier, after its end.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/renewals",
    operation_id = "renew_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The id of the contract that is renewed.")),
    request_body = ContractBody,
    responses((
        status = 201,
        body = ContractItem,
        headers(("location" = String, description = "The address of the new contract."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<ContractBody>,
) -> Result<impl IntoResponse> {
    let now = state.store.as_of(None, None).await?;
    let visible = caller.sees(ResourceKind::Contracts);
    let former = state.store.contract(id, &visible, &now).await?.ok_or(AppError::NotFound)?.contract;
    let (buyer, supplier) = (former.buyer, former.supplier);
    let renewal = state.services.record_contract(caller.actor(), buyer, supplier, Some(id), body.draft()).await?;
    let location = format!("/api/v1/contracts/{renewal}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(ContractItem::now(&state, &caller, renewal).await?)))
}
