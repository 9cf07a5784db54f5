//! `/people/{id}/erasures`: forgetting who somebody was. The page says first what stays.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Role};
use serde::Serialize;
use uuid::Uuid;

use super::show::find;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::flash::Flash;
use crate::pages::accounts::told;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The page.
#[derive(Debug, Serialize)]
pub struct ErasurePage {
    id: Uuid,
    name: String,
    errors: Errors,
}

impl Page for ErasurePage {
    const TEMPLATE: &'static str = "people/erase.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(crate::error::FieldProblem::new("form", "own_account"));
        let page = |errors| Self { id: Uuid::nil(), name: "見本 花子".to_owned(), errors };
        vec![page(Errors::default()), page(errors)]
    }
}

/// `GET /people/{id}/erasures`
///
/// # Errors
/// Forbidden for all but those who run the installation.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let name = named(&state, &caller, id).await?;
    Ok(Rendered::new(ErasurePage { id, name, errors: Errors::default() }))
}

/// `POST /people/{id}/erasures`
///
/// # Errors
/// Forbidden for all but those who run the installation; what is refused is shown on the page.
pub async fn post(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let name = named(&state, &caller, id).await?;
    let Err(error) = state.accounts.erase_account(&caller.signature(), id).await else {
        return Ok(Flash::Withdrawn.redirect("/people"));
    };
    let mut errors = Errors::default();
    told(&mut errors, "form", error)?;
    let page = ErasurePage { id, name, errors };
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn named(state: &AppState, caller: &Caller, id: Uuid) -> Result<String> {
    let found = find(state, caller, id, Action::Withdraw).await?;
    if caller.actor().has(Role::Operator) { Ok(found.person.account.name) } else { Err(AppError::Forbidden) }
}
