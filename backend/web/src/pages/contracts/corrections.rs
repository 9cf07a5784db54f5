//! `/contracts/{id}/corrections/new`: the form. `POST /contracts/{id}/corrections` puts a new version in the place of one.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_services::contracts::Draft;
use serde::Deserialize;
use uuid::Uuid;

use super::change::{ChangePage, Purpose, found};
use super::form::{ContractForm, draft, refused};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path, Query};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// Which version of the terms; without, the one that holds today.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    version: Option<i64>,
}

/// `GET /contracts/{id}/corrections/new`
///
/// # Errors
/// Not found without such a contract; a conflict for a version that is no longer current.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Rendered> {
    let terms = found(&state, &caller, id, asked.version).await?;
    let form = ContractForm::of(&Draft::of(&terms)?).with("version", terms.seq.to_string());
    Ok(Rendered::new(ChangePage::new(&state, Purpose::Correction, &terms, form, Errors::default()).await?))
}

/// `POST /contracts/{id}/corrections`
///
/// # Errors
/// Not found, or withdrawn; a refused form is shown again, and so is one that somebody else was faster than.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let terms = found(&state, &caller, id, None).await?;
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let version = answers.text("version").parse().map_err(|_| AppError::invalid("version", "not_an_integer"))?;
    let draft = draft(&answers, state.store.today(), &mut errors);
    let reason = answers.needed("reason", &mut errors);
    if errors.is_empty() {
        match state.services.correct_contract(caller.actor(), id, version, draft.clone(), &reason).await {
            Ok(()) => return Ok(Flash::Corrected.redirect(&format!("/contracts/{id}"))),
            Err(error) if error.is_conflict("contract_changed") => {
                let page =
                    ChangePage::merged(&state, &caller, Purpose::Correction, id, version, &draft, &answers).await?;
                return Ok(Rendered::new(page).status(StatusCode::CONFLICT).into_response());
            }
            Err(error) => refused(error, &mut errors)?,
        }
    }
    let page = ChangePage::new(&state, Purpose::Correction, &terms, ContractForm::typed(&answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
