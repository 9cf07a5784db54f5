//! `POST /attestations/{id}/withdrawals` and `POST /audits/{id}/withdrawals`: what was recorded by mistake is no longer
//! believed.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::facts::Room;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors, LONGEST};
use crate::render::{Page, Rendered};
use crate::state::AppState;
use crate::writes::withdraw_fact;

/// The page of one fact, with the form that withdraws it.
pub trait FactPage: Page + Sized {
    /// What the fact is about.
    const FACT: Room;
    /// Where facts of that room stand, such as `/audits`.
    const PATH: &'static str;

    /// The page with what is recorded, and what is wrong with the form of its withdrawal.
    fn with(state: &AppState, caller: &Caller, id: Uuid, errors: Errors) -> impl Future<Output = Result<Self>> + Send;
}

/// `POST …/{id}/withdrawals`
///
/// # Errors
/// Not found, or no longer current; without a reason the form is shown again.
pub async fn post<P: FactPage>(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let reason = answers.text("reason");
    let problem = match reason.chars().count() {
        0 => "missing",
        length if length > LONGEST => "too_long",
        _ => {
            withdraw_fact(&state, &caller, id, P::FACT, reason).await?;
            return Ok(Flash::Withdrawn.redirect(&format!("{}/{id}", P::PATH)));
        }
    };
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("withdrawal", problem));
    let page = P::with(&state, &caller, id, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
