//! `/api/v1/suppliers/{id}/redemptions`: a share code is entered for a buyer.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_services::audits::Redeemed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;
use crate::api::suppliers::SupplierKey;
use crate::caller::Caller;
use crate::error::{AppError, Problem, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::layers::address::ClientAddress;
use crate::state::AppState;

/// A share code that somebody enters.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnteredCode {
    /// The code, in any case and grouping.
    #[schema(max_length = 200)]
    pub code: String,
    /// The code of the buyer it is entered for; needed if there are several for which the caller may.
    #[serde(default)]
    pub buyer: Option<String>,
}

/// What the buyer sees from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    /// The last day on which the code is good.
    pub ends_on: Day,
}

/// Enters a share code of a supplier: from now on the buyer sees the report and the findings of the audits it shows. Wrong,
/// ended and revoked codes and those of others are answered alike, with `share_code_refused`.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/redemptions",
    operation_id = "enter_share_code",
    tag = "audits",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = EnteredCode,
    responses(
        (status = 201, body = Opened),
        (
            status = 429,
            description = "There were too many wrong codes; `Retry-After` says when the next one is looked at.",
            body = Problem,
            content_type = "application/problem+json"
        )
    )
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(entered): Json<EnteredCode>,
) -> Result<impl IntoResponse> {
    let supplier = key.id(&state).await?;
    let known = state.store.suppliers_by_ids(&[supplier]).await?;
    if !known.contains_key(&supplier) {
        return Err(AppError::NotFound);
    }
    caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, supplier)?;
    let buyer = caller.redeems_for(&state, entered.buyer.as_deref()).await?;
    match state.services.redeem_share_code(caller.account()?, &address.0, supplier, buyer, &entered.code).await? {
        Redeemed::Shown(ends_on) => Ok((StatusCode::CREATED, Json(Opened { ends_on: Day(ends_on) }))),
        Redeemed::Refused => Err(AppError::invalid("code", "share_code_refused")),
        Redeemed::Throttled(until) => Err(AppError::Throttled(until)),
    }
}
