//! `/api/v1/suppliers/{id}/members`: who belongs to a joint venture, over time.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::{Action, ResourceKind};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::key::SupplierKey;
use super::names::MemberItem;
use crate::api::day::Day;
use crate::api::list::List;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::change_members;

/// The most members of one joint venture.
const MOST: usize = 100;

/// Who the members are from a day on, and why it is recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MembersChange {
    /// The ids of all its members from that day on; the first of them represents it.
    #[schema(min_items = 1, max_items = 100)]
    pub members: Vec<Uuid>,
    /// The first day on which they are its members; null since ever. They stay so until the next day from which others are
    /// recorded.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// The members of a joint venture on all days; none for another supplier.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/members",
    operation_id = "list_members",
    tag = "suppliers",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    responses((status = 200, body = List<MemberItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
) -> Result<Json<List<MemberItem>>> {
    let id = key.id(&state).await?;
    caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, id)?;
    if state.store.suppliers_by_ids(&[id]).await?.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(Json(read(&state, id).await?))
}

/// Records who the members of a joint venture are from a day on.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/members",
    operation_id = "change_members",
    tag = "suppliers",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = MembersChange,
    responses((status = 201, body = List<MemberItem>))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(change): Json<MembersChange>,
) -> Result<(StatusCode, Json<List<MemberItem>>)> {
    let reason = reason::given(&change.reason)?;
    if change.members.len() > MOST {
        return Err(AppError::invalid("members", "too_long"));
    }
    let id = key.id(&state).await?;
    let from = change.valid_from.map(|day| day.0);
    change_members(&state, &caller.signature(), id, from, &change.members, reason).await?;
    Ok((StatusCode::CREATED, Json(read(&state, id).await?)))
}

async fn read(state: &AppState, id: Uuid) -> Result<List<MemberItem>> {
    let now = state.store.as_of(None, None).await?;
    let members = state.store.members_over_time(id, &now).await?;
    Ok(List::whole(members.into_iter().map(MemberItem::from).collect()))
}
