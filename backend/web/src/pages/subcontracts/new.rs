//! `POST /contracts/{id}/subcontracts`: a subcontract is asked for.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::chain::{ChainPage, Typed};
use super::form::{company, complete, refused, terms};
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::request_subcontract;

/// `POST /contracts/{id}/subcontracts`
///
/// # Errors
/// Not found, or the role is missing; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let now = state.store.as_of(None, None).await?;
    let mut answers = Answers(answers);
    complete(&mut answers);
    let mut errors = Errors::default();
    let company = company(&state, &answers, &mut errors).await?;
    let above = above(&answers, &mut errors);
    let terms = terms(&answers, &mut errors);
    if let (Some(company), Some(terms), true) = (company, terms, errors.is_empty()) {
        match request_subcontract(&state, &caller, id, above, company, terms).await {
            Ok(_) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}/subcontracts"))),
            Err(error) => refused(&mut errors, error)?,
        }
    }
    let typed = Typed { subcontract: Some((answers, errors)), ..Typed::default() };
    let page = ChainPage::find(&state, &caller, id, (now, &uri), typed).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

fn above(answers: &Answers, errors: &mut Errors) -> Option<Uuid> {
    let text = answers.given("above")?;
    let id = text.parse().ok();
    if id.is_none() {
        errors.add(FieldProblem::new("above", "chain_above_unknown"));
    }
    id
}
