//! `POST /attestations/{id}/withdrawals`: what was recorded by mistake is no longer believed.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::facts::Room;
use uuid::Uuid;

use super::AttestationPage;
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors, LONGEST};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::withdraw_fact;

/// `POST /attestations/{id}/withdrawals`
///
/// # Errors
/// Not found, or no longer current; without a reason the form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let reason = answers.text("reason");
    let problem = match reason.chars().count() {
        0 => "missing",
        length if length > LONGEST => "too_long",
        _ => {
            withdraw_fact(&state, &caller, id, Room::Attestation, reason).await?;
            return Ok(Flash::Withdrawn.redirect(&format!("/attestations/{id}")));
        }
    };
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("withdrawal", problem));
    let page = AttestationPage::find(&state, &caller, id, None, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
