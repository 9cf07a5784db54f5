//! One-time codes and recovery codes of one's own: offered, confirmed, ended. Secrets are shown once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use kakuzuke_services::accounts::qr::QrDrawing;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::desk::{SECURITY, Ticket, fresh, keep, told};
use super::security::after;
use crate::caller::{Caller, Standing};
use crate::error::Result;
use crate::extract::Form;
use crate::flash::Flash;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered};
use crate::sign_in;
use crate::state::AppState;

/// A secret for an authenticator app.
#[derive(Debug, Serialize)]
pub struct TotpPage {
    qr: QrDrawing,
    typed: String,
    uri: String,
    errors: Errors,
}

/// New recovery codes.
#[derive(Debug, Serialize)]
pub struct CodesPage {
    codes: Vec<String>,
}

/// The first code of the app.
#[derive(Debug, Deserialize)]
pub struct First {
    code: Option<String>,
}

impl Page for TotpPage {
    const TEMPLATE: &'static str = "accounts/totp.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |errors| Self {
            qr: QrDrawing { size: 45, path: "M4 4h7v1h-7z".to_owned() },
            typed: "GEZD GNBV GY3T QOJQ".to_owned(),
            uri: "otpauth://totp/Kakuzuke:hanako".to_owned(),
            errors,
        };
        let mut wrong = Errors::default();
        wrong.add(crate::error::FieldProblem::new("code", "code_wrong"));
        let mut over = Errors::default();
        over.add(crate::error::FieldProblem::new("code", "ceremony_over"));
        vec![page(Errors::default()), page(wrong), page(over)]
    }
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "accounts/recovery_codes.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self { codes: vec!["0123-4567-89ab".to_owned(); 10] }]
    }
}

/// `POST /account/security/totp`: a secret is offered.
///
/// # Errors
/// When the register cannot be written.
pub async fn offer(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => offered(&state, fresh.account, Errors::default()).await,
        Err(way) => Ok(way.into_response()),
    }
}

async fn offered(state: &AppState, account: Uuid, errors: Errors) -> Result<Response> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let new = state.accounts.offer_totp(account).await?;
    let page = TotpPage { qr: new.qr, typed: new.typed, uri: new.uri, errors };
    Ok((AppendHeaders([keep(&new.ticket)?]), Rendered::new(page).status(status)).into_response())
}

/// `POST /account/security/totp/confirmations`: the app's first code takes it into use.
///
/// # Errors
/// When the register cannot be written; a wrong code is answered by a new offer.
pub async fn confirm(
    State(state): State<AppState>,
    caller: Caller,
    ticket: Ticket,
    Form(first): Form<First>,
) -> Result<Response> {
    let fresh = match fresh(&caller, state.now()) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    let done = match &ticket.0 {
        Some(ticket) => {
            state.accounts.confirm_totp(fresh.account, ticket, first.code.as_deref().unwrap_or_default()).await
        }
        None => Err(kakuzuke_services::ServicesError::refused("ceremony_over")),
    };
    let codes = match done {
        Ok(codes) => codes,
        Err(error) => {
            let mut errors = Errors::default();
            told(&mut errors, "code", error)?;
            return offered(&state, fresh.account, errors).await;
        }
    };
    // The code was the first proof of the new factor.
    let cookie = sign_in::keep(&state.store.rotate_session(fresh.session, true).await?)?;
    if codes.is_empty() {
        return Ok((AppendHeaders([cookie]), Flash::SecurityChanged.redirect(SECURITY)).into_response());
    }
    Ok((AppendHeaders([cookie]), Rendered::new(CodesPage { codes })).into_response())
}

/// `POST /account/security/totp/removals`
///
/// # Errors
/// When the register cannot be written; what is refused is shown on the page.
pub async fn end(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => after(&state, &caller, state.accounts.end_totp(fresh.account).await, "form").await,
        Err(way) => Ok(way.into_response()),
    }
}

/// `POST /account/security/recovery-codes`: ten new ones.
///
/// # Errors
/// When the register cannot be written.
pub async fn renew(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    let fresh = match fresh(&caller, state.now()) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    if caller.standing() != Standing::Known || !caller.has_second_factor() {
        return Ok(Redirect::to(SECURITY).into_response());
    }
    let codes = state.accounts.renew_recovery_codes(fresh.account).await?;
    Ok(Rendered::new(CodesPage { codes }).into_response())
}
