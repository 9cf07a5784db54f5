//! `POST /subcontracts/{id}/decisions`: the buyer approves or refuses what was asked for.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::show::SubcontractPage;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::{Verdict, decide_subcontract};

const FIELDS: [&str; 2] = ["decided_on", "decision_reason"];

/// `POST /subcontracts/{id}/decisions`
///
/// # Errors
/// Not found, the role is missing, or it was decided before; a refusal without a reason is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let approves = match answers.text("decision") {
        "approve" => true,
        "refuse" => false,
        _ => return Err(AppError::invalid("decision", "invalid_value")),
    };
    let mut errors = Errors::default();
    let decided_on = answers.needed_day("decided_on", &mut errors);
    let reason = answers.limited("decision_reason", &mut errors);
    if let (Some(decided_on), true) = (decided_on, errors.is_empty()) {
        match decide_subcontract(&state, &caller, id, Verdict { approves, decided_on, reason }).await {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/subcontracts/{id}"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = SubcontractPage::find(&state, &caller, id, None, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
