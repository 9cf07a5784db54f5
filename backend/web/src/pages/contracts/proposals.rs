//! What takes a second person: another answer than the rule's, and closing out without a certificate of erasure.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kakuzuke_services::approvals::Content;
use uuid::Uuid;

use super::change::found;
use super::show::ContractPage;
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// `POST /contracts/{id}/criticality-proposals`
///
/// # Errors
/// Not found, withdrawn, or a proposal waits already; without a reason the page is shown again.
pub async fn criticality(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let terms = found(&state, &caller, id, None).await?;
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let reason = answers.needed("criticality_reason", &mut errors);
    let critical = match answers.text("criticality") {
        "critical" => Some(true),
        "not_critical" => Some(false),
        "by_rule" => None,
        _ => {
            errors.add(FieldProblem::new("criticality", "missing"));
            None
        }
    };
    if errors.is_empty() {
        let content = Content::criticality(terms.buyer, &terms, critical, &reason)?;
        let proposal = state.services.propose(caller.actor(), content).await?;
        return Ok(Redirect::to(&format!("/approvals/{proposal}")).into_response());
    }
    let page = ContractPage::refused(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// `POST /contracts/{id}/erasure-waivers`
///
/// # Errors
/// Not found, withdrawn, or a proposal waits already; without a reason the page is shown again.
pub async fn waiver(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let terms = found(&state, &caller, id, None).await?;
    let mut errors = Errors::default();
    let reason = Answers(answers).needed("waiver_reason", &mut errors);
    if errors.is_empty() {
        let content = Content::waiver(terms.buyer, &terms, &reason)?;
        let proposal = state.services.propose(caller.actor(), content).await?;
        return Ok(Redirect::to(&format!("/approvals/{proposal}")).into_response());
    }
    let page = ContractPage::refused(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
