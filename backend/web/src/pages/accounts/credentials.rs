//! Changes of one's own password, passkeys and linked services. Each asks for a fresh proof.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::desk::{SECURITY, Ticket, fresh, visit};
use super::security::after;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::layers::address::ClientAddress;
use crate::sign_in::keep;
use crate::state::AppState;

/// The present and the wanted password.
#[derive(Debug, Deserialize)]
pub struct Passwords {
    present_password: Option<String>,
    new_password: Option<String>,
}

/// A new passkey.
#[derive(Debug, Deserialize)]
pub struct NewPasskey {
    answer: Option<String>,
    name: Option<String>,
}

/// A passkey's new name.
#[derive(Debug, Deserialize)]
pub struct Name {
    name: Option<String>,
}

/// A link with another service.
#[derive(Debug, Deserialize)]
pub struct Link {
    issuer: String,
    subject: String,
}

/// `POST /account/security/password`
///
/// # Errors
/// When the register cannot be written; what is refused is shown on the page.
pub async fn password(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    headers: HeaderMap,
    Form(typed): Form<Passwords>,
) -> Result<Response> {
    let fresh = match fresh(&caller, state.now()) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    let (present, wanted) = (typed.present_password.unwrap_or_default(), typed.new_password.unwrap_or_default());
    let visit = visit(&address, &headers);
    let done = state.accounts.change_password(fresh.account, fresh.session, &present, &wanted, &visit).await;
    let wrong = |error: &kakuzuke_services::ServicesError| matches!(error.code(), "password_wrong" | "throttled");
    let field = if done.as_ref().is_err_and(wrong) { "present_password" } else { "new_password" };
    after(&state, &caller, done, field).await
}

/// `POST /account/security/passkeys`
///
/// # Errors
/// When the register cannot be written; what is refused is shown on the page.
pub async fn add_passkey(
    State(state): State<AppState>,
    caller: Caller,
    ticket: Ticket,
    Form(new): Form<NewPasskey>,
) -> Result<Response> {
    let fresh = match fresh(&caller, state.now()) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    let done = match (&ticket.0, &new.answer) {
        (Some(ticket), Some(answer)) => {
            state.accounts.add_passkey(fresh.account, ticket, answer, new.name.as_deref().unwrap_or_default()).await
        }
        _ => Err(kakuzuke_services::ServicesError::refused("ceremony_over")),
    };
    if done.is_ok() && !caller.has_second_factor() {
        // The answer was made with the person verified: it is the first proof of the new factor.
        let secret = state.store.rotate_session(fresh.session, true).await?;
        return Ok((AppendHeaders([keep(&secret)?]), Flash::SecurityChanged.redirect(SECURITY)).into_response());
    }
    after(&state, &caller, done, "form").await
}

/// `POST /account/security/passkeys/{id}/names`
///
/// # Errors
/// Not found without such a passkey; what is refused is shown on the page.
pub async fn rename_passkey(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(name): Form<Name>,
) -> Result<Response> {
    let fresh = match fresh(&caller, state.now()) {
        Ok(fresh) => fresh,
        Err(way) => return Ok(way.into_response()),
    };
    let done = state.accounts.rename_passkey(fresh.account, id, name.name.as_deref().unwrap_or_default()).await;
    after(&state, &caller, done, "form").await
}

/// `POST /account/security/passkeys/{id}/removals`
///
/// # Errors
/// Not found without such a passkey; what is refused is shown on the page.
pub async fn remove_passkey(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => after(&state, &caller, state.accounts.end_passkey(fresh.account, id).await, "form").await,
        Err(way) => Ok(way.into_response()),
    }
}

/// `POST /account/security/identities/removals`
///
/// # Errors
/// Not found without such a link; what is refused is shown on the page.
pub async fn unlink(State(state): State<AppState>, caller: Caller, Form(link): Form<Link>) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => {
            let done = state.accounts.unlink(fresh.account, &link.issuer, &link.subject).await;
            after(&state, &caller, done, "form").await
        }
        Err(way) => Ok(way.into_response()),
    }
}
