//! A buyer's own text is corrected, withdrawn, or judged beside the standard.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::clauses::VariantJudgement;
use kakuzuke_services::clauses::Judged;
use uuid::Uuid;

use super::{VariantPage, variant_form};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;

type Filled = Form<BTreeMap<String, String>>;

async fn again(state: &AppState, caller: &Caller, id: Uuid, form: Option<Answers>, errors: Errors) -> Result<Response> {
    let page = VariantPage::find(state, caller, id, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// `POST /clauses/variants/{id}/corrections`
///
/// # Errors
/// Not found, forbidden for another buyer's, or no longer current; a refused form is shown again.
pub async fn correct(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Filled,
) -> Result<Response> {
    let variant = state.store.clause_variant(id).await?.ok_or(AppError::NotFound)?;
    let set = state.store.clauses_in_use().await?.parse()?;
    let clause = set.clause(&variant.said.code).ok_or(AppError::NotFound)?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    let text = variant_form::read(&form, clause, &set, &mut errors);
    let reason = form.needed("reason", &mut errors);
    let (Some(text), true) = (text, errors.is_empty()) else {
        return again(&state, &caller, id, Some(form), errors).await;
    };
    state.services.correct_variant(caller.actor(), id, text, &reason).await?;
    Ok(Flash::Corrected.redirect(&format!("/clauses/variants/{id}")))
}

/// `POST /clauses/variants/{id}/withdrawals`
///
/// # Errors
/// Not found, forbidden for another buyer's, or no longer current; without a reason the form is shown again.
pub async fn withdraw(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Filled,
) -> Result<Response> {
    let (form, mut errors) = (Answers(answers), Errors::default());
    let reason = form.needed("withdrawal", &mut errors);
    if !errors.is_empty() {
        return again(&state, &caller, id, None, errors).await;
    }
    state.services.withdraw_variant(caller.actor(), id, &reason).await?;
    Ok(Flash::Withdrawn.redirect(&format!("/clauses/variants/{id}")))
}

/// `POST /clauses/variants/{id}/judgements`
///
/// # Errors
/// Not found, or changed since it was read; a form that was not filled in is shown again.
pub async fn judge(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Filled,
) -> Result<Response> {
    let (form, mut errors) = (Answers(answers), Errors::default());
    let seen = form.text("seen").parse().map_err(|_| AppError::Malformed(FieldProblem::new("seen", "missing")))?;
    form.needed("judgement", &mut errors);
    let judgement = form.word("judgement", VariantJudgement::from_word, &mut errors);
    let grounds = form.needed("grounds", &mut errors);
    let (Some(judgement), true) = (judgement, errors.is_empty()) else {
        return again(&state, &caller, id, None, errors).await;
    };
    state.services.judge_variant(caller.actor(), id, Judged { seen, judgement, grounds }).await?;
    Ok(Flash::Saved.redirect(&format!("/clauses/variants/{id}")))
}
