//! `POST /attestations/{id}/corrections`: a new version in place of the current one.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::facts::Room;
use uuid::Uuid;

use super::AttestationPage;
use super::form::{AttestationForm, FIELDS, body};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::correct_fact;

/// `POST /attestations/{id}/corrections`
///
/// # Errors
/// Not found, or no longer current; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let body = body(&answers, &mut errors);
    let answers = Answers(answers);
    let reason = answers.needed("reason", &mut errors);
    if let Some(body) = body.filter(|_| errors.is_empty()) {
        match correct_fact(&state, &caller, id, Room::Attestation, &body, &reason).await {
            Ok(()) => return Ok(Flash::Corrected.redirect(&format!("/attestations/{id}"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = AttestationPage::find(&state, &caller, id, Some(AttestationForm::typed(&answers)), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
