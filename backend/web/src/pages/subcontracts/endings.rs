//! `POST /subcontracts/{id}/endings`: an approved subcontract ends on a day.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::show::SubcontractPage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::end_subcontract;

const FIELDS: [&str; 2] = ["ended_on", "ending_reason"];

/// `POST /subcontracts/{id}/endings`
///
/// # Errors
/// Not found, the role is missing, or it was never approved; without a day or a reason the form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let ended_on = answers.needed_day("ended_on", &mut errors);
    let reason = answers.needed("ending_reason", &mut errors);
    if let (Some(ended_on), true) = (ended_on, errors.is_empty()) {
        match end_subcontract(&state, &caller, id, ended_on, &reason).await {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/subcontracts/{id}"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = SubcontractPage::find(&state, &caller, id, None, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
