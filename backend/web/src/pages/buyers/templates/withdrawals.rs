//! `POST /buyers/{code}/templates/{id}/withdrawals`: papers follow the standard again.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use super::buyer;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::Path;
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /buyers/{code}/templates/{id}/withdrawals`
///
/// # Errors
/// Not found for another's templates, forbidden without the role, conflict for one that is no longer in use.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Response> {
    let buyer = buyer(&state, &caller, Action::Withdraw, &code).await?;
    state.store.template(buyer.id, id).await?.ok_or(AppError::NotFound)?;
    state.services.withdraw_template(buyer.id, id, &caller.signature()).await?;
    Ok(Flash::Withdrawn.redirect(&format!("/buyers/{code}/templates")))
}
