//! `/api/v1/buyers/{code}/templates/{id}/withdrawals`: papers follow the standard again.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::template_buyer;
use crate::state::AppState;

/// Takes the template in use back, so that papers follow the standard again. It stays readable.
#[utoipa::path(
    post,
    path = "/api/v1/buyers/{code}/templates/{id}/withdrawals",
    operation_id = "withdraw_template",
    tag = "buyers",
    params(
        ("code" = String, Path, description = "Its code (団体コード).", pattern = "^[0-9]{6}$"),
        ("id" = Uuid, Path, description = "The template's id.")
    ),
    responses((status = 204, description = "It is no longer in use."))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path((code, id)): Path<(String, Uuid)>,
    _: NoQuery,
) -> Result<StatusCode> {
    let buyer = template_buyer(&state, &caller, Action::Withdraw, &code).await?;
    state.store.template(buyer.id, id).await?.ok_or(AppError::NotFound)?;
    state.services.withdraw_template(buyer.id, id, &caller.signature()).await?;
    Ok(StatusCode::NO_CONTENT)
}
