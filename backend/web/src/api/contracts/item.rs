//! `/api/v1/contracts/{id}`: one contract.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ContractRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::day::{Day, Instant};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, Path};
use crate::state::AppState;

/// A contract as it was known.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractItem {
    /// Its id.
    pub id: Uuid,
    /// The code of its buyer (団体コード).
    pub buyer: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// Its supplier.
    pub supplier: Uuid,
    /// The name of its supplier.
    pub supplier_name: String,
    /// The corporate number of its supplier.
    pub supplier_number: Option<String>,
    /// The band of its supplier.
    pub band: Band,
    /// What it is about.
    pub title: String,
    /// The day of the award.
    pub awarded_on: Option<Day>,
    /// Its first day.
    pub valid_from: Option<Day>,
    /// Its last day.
    pub valid_to: Option<Day>,
    /// Its amount in yen; null if it is not known or not public.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount, such as 非公表 or a unit price.
    pub amount_note: Option<String>,
    /// When the register learned it.
    pub recorded_at: Instant,
}

impl From<ContractRow> for ContractItem {
    fn from(row: ContractRow) -> Self {
        let contract = row.contract;
        Self {
            id: contract.contract_id,
            buyer: contract.buyer_code,
            buyer_name: contract.buyer_name,
            supplier: contract.supplier,
            supplier_name: row.supplier_name,
            supplier_number: row.supplier_number,
            band: row.band.into(),
            title: contract.title,
            awarded_on: contract.awarded_on.map(Day),
            valid_from: contract.valid_from.map(Day),
            valid_to: contract.valid_to.map(Day),
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note,
            recorded_at: Instant(contract.recorded_at),
        }
    }
}

/// One contract as it was known at an instant.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}",
    operation_id = "read_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = ContractItem))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<ContractItem>> {
    let visible = caller.sees(ResourceKind::Contracts);
    let row = state.store.contract(id, &visible, &as_of).await?.ok_or(AppError::NotFound)?;
    Ok(Json(row.into()))
}
