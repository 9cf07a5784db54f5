//! `/api/v1/suppliers/{id}`: one supplier.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::SupplierRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::key::SupplierKey;
use super::names::{BranchItem, MemberItem, Names, SupplierKind};
use crate::api::dated::AsOfParams;
use crate::api::day::{Day, Instant};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, Path};
use crate::state::AppState;

/// A supplier, as of two dates.
#[derive(Debug, Serialize, ToSchema)]
pub struct Supplier {
    /// Its id.
    pub id: Uuid,
    /// Its corporate number.
    pub number: Option<String>,
    /// Its name on the day that matters.
    pub name: String,
    /// What it is.
    pub kind: SupplierKind,
    /// When it came into the register.
    pub registered_at: Instant,
    /// Its names and addresses over time, newest first.
    pub names: Vec<Names>,
    /// Its branches.
    pub branches: Vec<BranchItem>,
    /// The members, if it is a joint venture.
    pub members: Vec<MemberItem>,
    /// The joint ventures it belongs to.
    pub memberships: Vec<MemberItem>,
    /// The day that matters.
    pub valid_on: Day,
    /// What was known at this instant.
    pub known_at: Instant,
}

impl From<SupplierRecord> for Supplier {
    fn from(record: SupplierRecord) -> Self {
        Self {
            id: record.supplier.id,
            number: record.supplier.number,
            name: record.supplier.name,
            kind: record.supplier.kind.into(),
            registered_at: Instant(record.supplier.registered_at),
            names: record.profiles.into_iter().map(Names::from).collect(),
            branches: record.branches.into_iter().map(BranchItem::from).collect(),
            members: record.members.into_iter().map(MemberItem::from).collect(),
            memberships: record.memberships.into_iter().map(MemberItem::from).collect(),
            valid_on: Day(record.as_of.valid_on),
            known_at: Instant(record.as_of.known_at),
        }
    }
}

/// Who a supplier is, as of two dates.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}",
    operation_id = "read_supplier",
    tag = "suppliers",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams),
    responses((status = 200, body = Supplier))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    AsOf(as_of): AsOf,
) -> Result<Json<Supplier>> {
    Ok(Json(key.record(&state, &caller, ResourceKind::Suppliers, &as_of).await?.into()))
}
