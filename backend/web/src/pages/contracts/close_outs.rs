//! `POST /contracts/{id}/close-outs`: a step of the close-out is done, or there was nothing to do.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::contracts::{CloseOutOutcome, CloseOutStep};
use uuid::Uuid;

use super::form::refused;
use super::show::{ContractPage, history};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// `POST /contracts/{id}/close-outs`
///
/// # Errors
/// Not found, or withdrawn; what the rule refuses is shown on the page.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let now = state.store.as_of(None, None).await?;
    history(&state, &caller, id, &now).await?;
    let answers = Answers(answers);
    let word = |field: &str| AppError::invalid(field.to_owned(), "invalid_value");
    let step = CloseOutStep::from_word(answers.text("step")).ok_or_else(|| word("step"))?;
    let outcome = CloseOutOutcome::from_word(answers.text("outcome")).ok_or_else(|| word("outcome"))?;
    let mut errors = Errors::default();
    let done_on = answers.day("done_on", &mut errors);
    if errors.is_empty() {
        let evidence = answers.text("evidence");
        match state.services.close_out(caller.actor(), id, step, outcome, done_on, evidence).await {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}#close-out"))),
            Err(error) => refused(error, &mut errors)?,
        }
    }
    let page = ContractPage::refused(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
