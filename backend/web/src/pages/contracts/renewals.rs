//! `/contracts/{id}/renewals/new`: the form, filled in from the former contract. `POST /contracts/{id}/renewals` records the new one.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use kakuzuke_services::contracts::Draft;
use kakuzuke_store::Contract;
use uuid::Uuid;

use super::change::{ChangePage, Purpose, found};
use super::form::{ContractForm, draft, refused};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

/// The contract that would follow: as long as the former, from the day after its last; number, award and amount are new.
fn following(former: &Contract) -> Result<Draft> {
    let begins = former.valid_to.and_then(|last| last.checked_add_days(Days::new(1)));
    let length = former.valid_from.zip(former.valid_to).map(|(first, last)| last - first);
    let ends: Option<NaiveDate> = begins.zip(length).and_then(|(first, length)| first.checked_add_signed(length));
    Ok(Draft {
        awarded_on: None,
        valid_from: begins,
        valid_to: ends,
        amount_yen: None,
        amount_note: None,
        source_key: None,
        ..Draft::of(former)?
    })
}

/// `GET /contracts/{id}/renewals/new`
///
/// # Errors
/// Not found without such a contract; a conflict for one that was withdrawn.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let terms = found(&state, &caller, id, None).await?;
    let form = ContractForm::of(&following(&terms)?);
    Ok(Rendered::new(ChangePage::new(&state, Purpose::Renewal, &terms, form, Errors::default()).await?))
}

/// `POST /contracts/{id}/renewals`
///
/// # Errors
/// Not found, withdrawn or renewed already; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let terms = found(&state, &caller, id, None).await?;
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let draft = draft(&answers, state.store.today(), &mut errors);
    if errors.is_empty() {
        let (buyer, supplier) = (terms.buyer, terms.supplier);
        match state.services.record_contract(caller.actor(), buyer, supplier, Some(id), draft).await {
            Ok(id) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}"))),
            Err(error) => refused(error, &mut errors)?,
        }
    }
    let page = ChangePage::new(&state, Purpose::Renewal, &terms, ContractForm::typed(&answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
