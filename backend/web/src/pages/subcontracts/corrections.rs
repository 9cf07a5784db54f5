//! `POST /subcontracts/{id}/corrections`: a new version in place of the one that was read.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::form::{complete, refused, terms};
use super::show::SubcontractPage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::correct_subcontract;

/// `POST /subcontracts/{id}/corrections`
///
/// # Errors
/// Not found, the role is missing, or another has corrected it meanwhile; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut answers = Answers(answers);
    complete(&mut answers);
    let mut errors = Errors::default();
    let terms = terms(&answers, &mut errors);
    let reason = answers.needed("reason", &mut errors);
    let version = answers.text("version").parse().ok();
    if let (Some(terms), true) = (terms, errors.is_empty()) {
        match correct_subcontract(&state, &caller, id, version, terms, &reason).await {
            Ok(()) => return Ok(Flash::Corrected.redirect(&format!("/subcontracts/{id}"))),
            Err(error) => refused(&mut errors, error)?,
        }
    }
    let page = SubcontractPage::find(&state, &caller, id, Some(answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
