//! `POST /imports/{id}/proposals/{ordinal}/decisions`: whom a row means.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::ServicesError;
use kakuzuke_services::imports::{Decision, Severity};
use serde::Deserialize;
use uuid::Uuid;

use super::head::Head;
use super::head::ProblemView;
use super::proposals;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::render::Rendered;
use crate::state::AppState;

/// The form of one row.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    decision: String,
}

/// `POST /imports/{id}/proposals/{ordinal}/decisions`
///
/// # Errors
/// Not found, or decided already. A row that cannot be taken in is shown with its problems.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, ordinal)): Path<(Uuid, u64)>,
    Form(choice): Form<Choice>,
) -> Result<Response> {
    let decision = match choice.decision.as_str() {
        "create" => Decision::Create,
        "skip" => Decision::Skip,
        id => Decision::Use(id.parse().map_err(|_| AppError::invalid("decision", "invalid_value"))?),
    };
    Head::find(&state, &caller, Action::Correct, id).await?;
    let problems = match state.services.decide(id, ordinal, decision, &caller.importer()).await {
        Ok(problems) => problems,
        Err(ServicesError::Refused { code: "import_unknown", .. }) => return Err(AppError::NotFound),
        Err(ServicesError::Refused { .. }) => return Err(AppError::Conflict("wrong_state")),
        Err(other) => return Err(other.into()),
    };
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        let problems = problems.into_iter().map(ProblemView::from).collect();
        let page = proposals::page(&state, &caller, id, Some(ordinal.saturating_sub(1)), problems).await?;
        return Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let decided = state.services.proposals(id, ordinal.saturating_sub(1), 1).await?;
    let row = decided.first().map_or(0, |proposal| proposal.row);
    Ok(Flash::Decided { row }.redirect(&format!("/imports/{id}/proposals#row-{ordinal}")))
}
