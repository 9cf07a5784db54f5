//! What is done for a person: roles, closing and opening the account, ending sessions.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::{Action, Decision, Grant, Role, may_grant};
use uuid::Uuid;

use super::circles::meant;
use super::show::{after, again, find};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::pages::form::{Answers, Errors};
use crate::state::AppState;

/// The role that a form names, in the circle it names, if the caller may give it.
///
/// # Errors
/// Not found for a circle of others, forbidden for a role that is not the caller's to give.
pub(super) async fn wanted(
    state: &AppState,
    caller: &Caller,
    form: &Answers,
    errors: &mut Errors,
) -> Result<Option<Grant>> {
    form.needed("role", errors);
    form.needed("place", errors);
    let role = form.word("role", Role::from_word, errors);
    if !errors.is_empty() {
        return Ok(None);
    }
    let Some((role, tenant)) = role.zip(meant(state, form.text("place")).await?) else {
        errors.add(FieldProblem::new("place", "place_unknown"));
        return Ok(None);
    };
    let grant = Grant { role, tenant };
    match may_grant(caller.actor(), grant) {
        Decision::Allowed => Ok(Some(grant)),
        Decision::Hidden => Err(AppError::NotFound),
        Decision::Unknown => Err(AppError::Unauthenticated),
        Decision::Forbidden if !tenant.takes(role) => {
            errors.add(FieldProblem::new("place", "role_outside_circle"));
            Ok(None)
        }
        Decision::Forbidden => Err(AppError::Forbidden),
    }
}

/// `POST /people/{id}/grants`
///
/// # Errors
/// Not found for people and circles of others; what is refused is shown on the page.
pub async fn grant(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    find(&state, &caller, id, Action::Record).await?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    let Some(grant) = wanted(&state, &caller, &form, &mut errors).await? else {
        return again(&state, &caller, id, form, errors).await;
    };
    let done = state.accounts.give_role(&caller.signature(), id, grant).await;
    after(&state, &caller, id, form, done).await
}

/// `POST /people/{id}/grants/{grant}/withdrawals`
///
/// # Errors
/// Not found for people and roles of others; what is refused is shown on the page.
pub async fn end_grant(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, grant)): Path<(Uuid, Uuid)>,
) -> Result<Response> {
    let found = find(&state, &caller, id, Action::Withdraw).await?;
    let held = found.ahead().find(|row| row.id == grant).ok_or(AppError::NotFound)?.grant;
    match may_grant(caller.actor(), held) {
        Decision::Allowed => {}
        Decision::Forbidden => return Err(AppError::Forbidden),
        Decision::Hidden | Decision::Unknown => return Err(AppError::NotFound),
    }
    let done = state.accounts.end_role(&caller.signature(), id, held).await;
    after(&state, &caller, id, Answers::default(), done).await
}

/// `POST /people/{id}/closures`
///
/// # Errors
/// Not found for people of others, forbidden for one who works for others too; what is refused is shown on the page.
pub async fn close(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    wholly(&state, &caller, id).await?;
    let done = state.accounts.close_account(&caller.signature(), id).await;
    after(&state, &caller, id, Answers::default(), done).await
}

/// `POST /people/{id}/reopenings`
///
/// # Errors
/// Not found for people of others, forbidden for one who worked for others too; what is refused is shown on the page.
pub async fn reopen(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    wholly(&state, &caller, id).await?;
    let done = state.accounts.reopen_account(&caller.signature(), id).await;
    after(&state, &caller, id, Answers::default(), done).await
}

/// `POST /people/{id}/sessions/withdrawals`
///
/// # Errors
/// Not found for people of others.
pub async fn end_sessions(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    find(&state, &caller, id, Action::Withdraw).await?;
    let done = state.accounts.end_sessions_of(&caller.signature(), id).await;
    after(&state, &caller, id, Answers::default(), done).await
}

async fn wholly(state: &AppState, caller: &Caller, id: Uuid) -> Result<()> {
    let found = find(state, caller, id, Action::Withdraw).await?;
    if found.wholly(caller) { Ok(()) } else { Err(AppError::Forbidden) }
}
