//! `/sign-in/second-step`: show once more who you are, by something you have. Also asked before credentials are changed.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use kakuzuke_services::accounts::Attempt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::desk::{SECURITY, Ticket, visit};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, Query};
use crate::layers::address::ClientAddress;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered};
use crate::sign_in::{keep, onward};
use crate::state::AppState;

/// The page.
#[derive(Debug, Serialize)]
pub struct SecondStepPage {
    next: Option<String>,
    totp: bool,
    recovery: bool,
    passkeys: bool,
    errors: Errors,
}

/// Where the person wanted to go.
#[derive(Debug, Deserialize)]
pub struct Wish {
    next: Option<String>,
}

/// One of three proofs.
#[derive(Debug, Deserialize)]
pub struct Proof {
    code: Option<String>,
    recovery_code: Option<String>,
    answer: Option<String>,
    next: Option<String>,
}

impl Page for SecondStepPage {
    const TEMPLATE: &'static str = "accounts/second_step.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("code", "code_wrong"));
        let mut recovery = Errors::default();
        recovery.add(FieldProblem::new("recovery_code", "code_wrong"));
        vec![
            Self { next: None, totp: true, recovery: true, passkeys: true, errors },
            Self { next: Some("/".to_owned()), totp: false, recovery: true, passkeys: false, errors: recovery },
        ]
    }
}

/// `GET /sign-in/second-step?next`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(wish): Query<Wish>) -> Result<Response> {
    if !caller.has_second_factor() {
        return Ok(Redirect::to(SECURITY).into_response());
    }
    let page = page(&state, caller.account()?, wish.next, Errors::default()).await?;
    Ok(Rendered::new(page).into_response())
}

/// `POST /sign-in/second-step`
///
/// # Errors
/// When the register cannot be read; a wrong proof is shown the form again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    headers: HeaderMap,
    ticket: Ticket,
    Form(proof): Form<Proof>,
) -> Result<Response> {
    let session = caller.session().ok_or(AppError::Unauthenticated)?.clone();
    let (account, visit) = (session.account, visit(&address, &headers));
    let (field, attempt) = if let Some(code) = &proof.code {
        ("code", state.accounts.prove_totp(account, code, &visit).await?)
    } else if let Some(code) = &proof.recovery_code {
        ("recovery_code", state.accounts.prove_recovery_code(account, code, &visit).await?)
    } else if let (Some(answer), Some(ticket)) = (&proof.answer, &ticket.0) {
        ("form", state.accounts.prove_passkey(account, ticket, answer, &visit).await?)
    } else {
        ("form", Attempt::Refused)
    };
    let (code, status) = match attempt {
        Attempt::Accepted(_) => {
            let secret = state.store.rotate_session(session.id, true).await?;
            return Ok((AppendHeaders([keep(&secret)?]), Redirect::to(onward(proof.next.as_deref()))).into_response());
        }
        Attempt::Refused if field == "form" => ("passkey_wrong", StatusCode::UNPROCESSABLE_ENTITY),
        Attempt::Refused => ("code_wrong", StatusCode::UNPROCESSABLE_ENTITY),
        Attempt::Throttled(_) => ("throttled", StatusCode::TOO_MANY_REQUESTS),
    };
    let mut errors = Errors::default();
    errors.add(FieldProblem::new(field, code));
    let page = page(&state, account, proof.next, errors).await?;
    Ok(Rendered::new(page).status(status).into_response())
}

async fn page(state: &AppState, account: Uuid, next: Option<String>, errors: Errors) -> Result<SecondStepPage> {
    let totp = state.store.totp(account).await?.is_some();
    let recovery = state.store.recovery_codes_left(account).await? > 0;
    let passkeys = state.accounts.has_passkeys() && !state.store.passkeys(account).await?.is_empty();
    Ok(SecondStepPage { next, totp, recovery, passkeys, errors })
}
