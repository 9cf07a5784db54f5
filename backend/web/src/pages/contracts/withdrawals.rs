//! `POST /contracts/{id}/withdrawals`: what was recorded by mistake is no longer believed.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::show::{ContractPage, history};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// `POST /contracts/{id}/withdrawals`
///
/// # Errors
/// Not found, or withdrawn already; without a reason the page is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let now = state.store.as_of(None, None).await?;
    history(&state, &caller, id, &now).await?;
    let mut errors = Errors::default();
    let reason = Answers(answers).needed("withdrawal", &mut errors);
    if errors.is_empty() {
        state.services.withdraw_contract(caller.actor(), id, &reason).await?;
        return Ok(Flash::Withdrawn.redirect(&format!("/contracts/{id}")));
    }
    let page = ContractPage::refused(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
