//! `/api/v1/approvals`: what was proposed, and proposing.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_store::{ApprovalFilter, ApprovalRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{ApprovalItem, Proposed};
use crate::api::day::Instant;
use crate::api::list::{List, MOST};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Query};
use crate::pages::visible_approvals;
use crate::state::AppState;

/// Which proposals.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Only those that wait for the caller.
    #[param(required = false)]
    waiting_for_me: Option<bool>,
}

/// A proposal in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalListItem {
    /// Its id.
    pub id: Uuid,
    /// What it is, as a machine word.
    pub kind: String,
    /// Its name.
    pub title: String,
    /// `waiting`, `effective`, `rejected` or `withdrawn`.
    pub state: String,
    /// The number of its version.
    pub version: i64,
    /// The account that proposed it.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: Instant,
    /// When it was decided or withdrawn.
    pub closed_at: Option<Instant>,
}

impl From<ApprovalRow> for ApprovalListItem {
    fn from(row: ApprovalRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind.as_str().to_owned(),
            title: row.title,
            state: row.state.as_str().to_owned(),
            version: row.version,
            proposed_by: row.proposed_by,
            proposed_at: Instant(row.proposed_at),
            closed_at: row.closed_at.map(Instant),
        }
    }
}

/// What was proposed: the newest first, at most 200; or what waits for the caller, the oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/approvals",
    operation_id = "list_approvals",
    tag = "approvals",
    params(Which),
    responses((status = 200, body = List<ApprovalListItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Result<Json<List<ApprovalListItem>>> {
    let filter = match which.waiting_for_me {
        Some(true) => ApprovalFilter::WaitingFor(caller.account()?),
        _ => ApprovalFilter::All,
    };
    let rows = state.store.approvals(&visible_approvals(&caller), filter, MOST).await?;
    Ok(Json(List::whole(rows.into_iter().map(ApprovalListItem::from).collect())))
}

/// Proposes something to a second person.
#[utoipa::path(
    post,
    path = "/api/v1/approvals",
    operation_id = "propose",
    tag = "approvals",
    request_body = Proposed,
    responses((status = 201, body = ApprovalItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    _: NoQuery,
    Json(body): Json<Proposed>,
) -> Result<(StatusCode, Json<ApprovalItem>)> {
    let id = state.services.propose(caller.actor(), body.content()?).await?;
    Ok((StatusCode::CREATED, Json(ApprovalItem::read(&state, &caller, id).await?)))
}
