//! `/clauses/sets/new`: a new set is proposed to a second person of the council's office.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::approvals::ApprovalKind;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Multipart, NoQuery};
use crate::pages::approvals::read_file;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The form.
#[derive(Debug, Serialize)]
pub struct NewClauseSetPage {
    in_use: String,
    errors: Errors,
}

impl Page for NewClauseSetPage {
    const TEMPLATE: &'static str = "clauses/new_set.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(crate::error::FieldProblem::new("file", "approval_content").with("detail", "line 3"));
        let page = |errors| Self { in_use: "0".repeat(64), errors };
        vec![page(Errors::default()), page(errors)]
    }
}

fn may_propose(caller: &Caller) -> Result<()> {
    caller.require(Action::Propose, &Resource::new(ResourceKind::Clauses, Owner::Council))
}

async fn page(state: &AppState, errors: Errors) -> Result<Rendered> {
    let in_use = state.store.clauses_in_use().await?.sha256;
    Ok(Rendered::new(NewClauseSetPage { in_use, errors }))
}

/// `GET /clauses/sets/new`
///
/// # Errors
/// Forbidden without the role.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    may_propose(&caller)?;
    page(&state, Errors::default()).await
}

/// `POST /clauses/sets/new`
///
/// # Errors
/// Forbidden without the role; published already; a refused file is shown again.
pub async fn post(State(state): State<AppState>, caller: Caller, form: Multipart) -> Result<Response> {
    may_propose(&caller)?;
    let mut errors = Errors::default();
    if let Some(content) = read_file(form, ApprovalKind::PublishClauses, &mut errors).await? {
        let id = state.services.propose(caller.actor(), content).await?;
        return Ok(Redirect::to(&format!("/approvals/{id}")).into_response());
    }
    Ok(page(&state, errors).await?.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
