//! `/contracts/{id}/amendments/new`: the form. `POST /contracts/{id}/amendments` lets other terms hold from a day on (変更契約).

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_services::contracts::Draft;
use uuid::Uuid;

use super::change::{ChangePage, Purpose, found};
use super::form::{ContractForm, draft, refused};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// `GET /contracts/{id}/amendments/new`
///
/// # Errors
/// Not found without such a contract; a conflict for one that was withdrawn.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let terms = latest(&state, &caller, id).await?;
    let form = ContractForm::of(&Draft::of(&terms)?).with("version", terms.seq.to_string());
    Ok(Rendered::new(ChangePage::new(&state, Purpose::Amendment, &terms, form, Errors::default()).await?))
}

/// `POST /contracts/{id}/amendments`
///
/// # Errors
/// Not found, or withdrawn; a refused form is shown again, and so is one that somebody else was faster than.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let terms = latest(&state, &caller, id).await?;
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let version = answers.text("version").parse().map_err(|_| AppError::invalid("version", "not_an_integer"))?;
    let draft = draft(&answers, state.store.today(), &mut errors);
    let from = answers.needed_day("amended_from", &mut errors);
    let reason = answers.needed("amendment_reason", &mut errors);
    if let Some(from) = from
        && errors.is_empty()
    {
        match state.services.amend_contract(caller.actor(), id, version, from, draft.clone(), &reason).await {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}"))),
            Err(error) if error.is_conflict("contract_changed") => {
                let page =
                    ChangePage::merged(&state, &caller, Purpose::Amendment, id, version, &draft, &answers).await?;
                return Ok(Rendered::new(page).status(StatusCode::CONFLICT).into_response());
            }
            Err(error) => refused(error, &mut errors)?,
        }
    }
    let page = ChangePage::new(&state, Purpose::Amendment, &terms, ContractForm::typed(&answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The terms that an amendment changes: the last ones agreed.
async fn latest(state: &AppState, caller: &Caller, id: Uuid) -> Result<kakuzuke_store::Contract> {
    let now = state.store.as_of(None, None).await?;
    let history = super::show::history(state, caller, id, &now).await?;
    let last = super::show::current(&history).last().map(|terms| terms.seq);
    found(state, caller, id, last).await
}
