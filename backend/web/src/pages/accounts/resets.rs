//! `/password-resets`: a new password by mail. The answer is the same whether or not the address has an account.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::desk::{told, visit};
#[cfg(test)]
use crate::error::FieldProblem;
use crate::error::Result;
use crate::extract::{Form, NoQuery, Path};
use crate::layers::address::ClientAddress;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered};
use crate::state::AppState;

/// Asks for a link.
#[derive(Debug, Serialize)]
pub struct AskPage {
    sent: bool,
    errors: Errors,
}

/// Sets the password by a link.
#[derive(Debug, Serialize)]
pub struct ResetPage {
    secret: String,
    open: bool,
    done: bool,
    errors: Errors,
}

/// Whose password.
#[derive(Debug, Deserialize)]
pub struct Typed {
    email: Option<String>,
}

/// Which password.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    new_password: Option<String>,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "accounts/reset_ask.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("form", "throttled"));
        vec![
            Self { sent: false, errors: Errors::default() },
            Self { sent: true, errors: Errors::default() },
            Self { sent: false, errors },
        ]
    }
}

impl Page for ResetPage {
    const TEMPLATE: &'static str = "accounts/reset.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |open, done, errors| Self { secret: "00".repeat(32), open, done, errors };
        let wrong = |code: &'static str| {
            let mut errors = Errors::default();
            errors.add(FieldProblem::new("new_password", code));
            page(true, false, errors)
        };
        vec![
            page(true, false, Errors::default()),
            page(false, false, Errors::default()),
            page(false, true, Errors::default()),
            wrong("password_short"),
            wrong("password_long"),
            wrong("password_common"),
            wrong("password_personal"),
            wrong("password_pattern"),
        ]
    }
}

/// `GET /password-resets`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(AskPage { sent: false, errors: Errors::default() })
}

/// `POST /password-resets`
///
/// # Errors
/// When the register cannot be written.
pub async fn post(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let asked = state.accounts.ask_for_reset(&typed.email.unwrap_or_default(), &visit(&address, &headers)).await;
    if let Err(error) = asked {
        told(&mut errors, "form", error)?;
        let page = AskPage { sent: false, errors };
        return Ok(Rendered::new(page).status(StatusCode::TOO_MANY_REQUESTS).into_response());
    }
    Ok(Rendered::new(AskPage { sent: true, errors }).into_response())
}

/// `GET /password-resets/{secret}`
///
/// # Errors
/// When the register cannot be read.
pub async fn show(State(state): State<AppState>, Path(secret): Path<String>, _: NoQuery) -> Result<Rendered> {
    let open = state.accounts.is_open_reset(&secret).await?;
    Ok(Rendered::new(ResetPage { secret, open, done: false, errors: Errors::default() }))
}

/// `POST /password-resets/{secret}`
///
/// # Errors
/// When the register cannot be written; a refused password is shown the form again.
pub async fn set(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response> {
    let mut errors = Errors::default();
    match state.accounts.reset_password(&secret, &wanted.new_password.unwrap_or_default()).await {
        Ok(_) => Ok(Rendered::new(ResetPage { secret, open: false, done: true, errors }).into_response()),
        Err(error) => {
            told(&mut errors, "new_password", error)?;
            let open = state.accounts.is_open_reset(&secret).await?;
            let errors = if open { errors } else { Errors::default() };
            let page = ResetPage { secret, open, done: false, errors };
            Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
    }
}
