//! `/api/v1/suppliers/{id}/subcontracts`: whom a supplier works for as a subcontractor.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::SubcontractOf;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::SubcontractRecord;
use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::api::suppliers::SupplierKey;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, Path};
use crate::state::AppState;

/// The most that are answered, the newest first.
const MOST: u32 = 1_000;

/// A contract behind which a supplier works.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubcontractedItem {
    /// The subcontract.
    pub id: Uuid,
    /// The contract.
    pub contract: Uuid,
    /// What the contract is about.
    pub title: String,
    /// The code of its buyer (団体コード).
    pub buyer: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// Who hands the work on.
    pub above_name: String,
    /// 1 for 再委託, 2 for 再々委託, and so on.
    #[schema(minimum = 1)]
    pub tier: u32,
    /// What is recorded.
    pub subcontract: SubcontractRecord,
}

impl From<SubcontractOf> for SubcontractedItem {
    fn from(of: SubcontractOf) -> Self {
        Self {
            id: of.row.id,
            contract: of.contract.id,
            title: of.contract.title,
            buyer: of.contract.buyer_code,
            buyer_name: of.contract.buyer_name,
            above_name: of.above_name,
            tier: of.tier,
            subcontract: of.row.subcontract.into(),
        }
    }
}

/// The subcontracts of a supplier as they were known: a buyer sees those behind its own contracts.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/subcontracts",
    operation_id = "list_subcontracts_of_supplier",
    tag = "subcontracts",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams),
    responses((status = 200, body = List<SubcontractedItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<SubcontractedItem>>> {
    let record = key.record(&state, &caller, ResourceKind::Suppliers, &as_of).await?;
    let visible = caller.sees(ResourceKind::Subcontracts);
    let rows = state.store.subcontractor_of(record.supplier.id, &visible, &as_of, MOST).await?;
    Ok(Json(List::whole(rows.into_iter().map(Into::into).collect())))
}
