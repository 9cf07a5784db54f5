//! `POST /imports/{id}/runs`: the import is tried, or carried out.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::ServicesError;
use uuid::Uuid;

use super::head::Head;
use super::mapping;
use super::options::options;
use super::show::may_run;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::Errors;
use crate::state::AppState;

/// `POST /imports/{id}/runs`
///
/// # Errors
/// Not found, or already running; a form that cannot be understood is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let (import, head) = Head::find(&state, &caller, Action::Record, id).await?;
    if !may_run(&import) {
        return Err(AppError::Conflict("wrong_state"));
    }
    let mut errors = Errors::default();
    let options = options(&answers, import.kind, &import.options, &mut errors);
    if errors.is_empty() {
        match state.services.start_import(id, &options, &caller.importer()).await {
            Ok(()) => return Ok(Flash::Queued.redirect(&format!("/imports/{id}"))),
            Err(error @ (ServicesError::Refused { .. } | ServicesError::Read(_))) => {
                errors.add(FieldProblem::new("form", format!("import_{}", error.code())));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let mut response = mapping::page(&state, &import, head, &options, errors).await?.into_response();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
