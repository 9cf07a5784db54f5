//! `/schemes/new`: a new scheme is proposed to a second person of the council's office.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::approvals::ApprovalKind;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Multipart, NoQuery};
use crate::flash::Flash;
use crate::pages::approvals::read_file;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The form.
#[derive(Debug, Serialize)]
pub struct NewSchemePage {
    errors: Errors,
}

impl Page for NewSchemePage {
    const TEMPLATE: &'static str = "schemes/new.html";
    const ROOM: Room = Room::Schemes;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        let problem = crate::error::FieldProblem::new("file", "approval_content").with("detail", "bands");
        errors.add(problem);
        vec![Self { errors: Errors::default() }, Self { errors }]
    }
}

fn may_propose(caller: &Caller) -> Result<()> {
    caller.require(Action::Propose, &Resource::new(ResourceKind::Schemes, Owner::Council))
}

/// `GET /schemes/new`
///
/// # Errors
/// Forbidden without the role.
pub async fn get(caller: Caller, _: NoQuery) -> Result<Rendered> {
    may_propose(&caller)?;
    Ok(Rendered::new(NewSchemePage { errors: Errors::default() }))
}

/// `POST /schemes/new`
///
/// # Errors
/// Forbidden without the role; a refused file is shown again.
pub async fn post(State(state): State<AppState>, caller: Caller, form: Multipart) -> Result<Response> {
    may_propose(&caller)?;
    let mut errors = Errors::default();
    if let Some(content) = read_file(form, ApprovalKind::PublishScheme, &mut errors).await? {
        let id = state.services.propose(caller.actor(), content).await?;
        return Ok(Flash::Proposed.redirect(&format!("/approvals/{id}")));
    }
    Ok(Rendered::new(NewSchemePage { errors }).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
