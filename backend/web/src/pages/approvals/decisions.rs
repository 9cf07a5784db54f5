//! `POST /approvals/{id}/decisions`: a second person approves or rejects what that person has read.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_services::approvals::Verdict;
use serde::Deserialize;
use uuid::Uuid;

use super::show::ApprovalPage;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Errors, LONGEST};
use crate::render::Rendered;
use crate::state::AppState;

/// The form.
#[derive(Debug, Clone, Deserialize)]
pub struct DecisionForm {
    decision: String,
    sha256: String,
    rejection: Option<String>,
}

/// `POST /approvals/{id}/decisions`
///
/// # Errors
/// Not found, no longer waiting, changed meanwhile, or the caller's own; without a reason a rejection is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let verdict = match form.decision.as_str() {
        "approve" => Verdict::Approve,
        "reject" => Verdict::Reject,
        _ => return Err(AppError::invalid("decision", "invalid_value")),
    };
    super::find(&state, &caller, id).await?;
    let reason = form.rejection.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let problem = match &reason {
        None if verdict == Verdict::Reject => Some("missing"),
        Some(reason) if reason.chars().count() > LONGEST => Some("too_long"),
        _ => None,
    };
    if let Some(problem) = problem {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("rejection", problem));
        let page = ApprovalPage::find(&state, &caller, id, errors).await?;
        return Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    state.services.decide_approval(caller.actor(), id, &form.sha256, verdict, reason).await?;
    let flash = if verdict == Verdict::Approve { Flash::Approved } else { Flash::Rejected };
    Ok(flash.redirect(&format!("/approvals/{id}")))
}
