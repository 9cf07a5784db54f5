//! Questions for `navigator.credentials`, asked by the script of the pages. The answers come back as ordinary forms.

use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use kakuzuke_store::CeremonyTicket;
use serde_json::Value;

use super::desk::{fresh, keep};
use crate::caller::Caller;
use crate::error::Result;
use crate::state::AppState;

/// `POST /sign-in/passkeys/challenges`: for whoever sits at the browser.
///
/// # Errors
/// When the register cannot be written.
pub async fn sign_in(State(state): State<AppState>) -> Result<Response> {
    asked(state.accounts.ask_for_passkey().await?)
}

/// `POST /sign-in/second-step/challenges`: for a person who is known already.
///
/// # Errors
/// The person has no passkey; the register cannot be written.
pub async fn second_step(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    asked(state.accounts.ask_for_proof(caller.account()?).await?)
}

/// `POST /account/security/passkeys/challenges`: for a new passkey.
///
/// # Errors
/// When the register cannot be written.
pub async fn addition(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => asked(state.accounts.ask_for_new_passkey(fresh.account).await?),
        Err(way) => Ok(way.into_response()),
    }
}

fn asked((ticket, options): (CeremonyTicket, Value)) -> Result<Response> {
    let body = ([("content-type", "application/json")], options.to_string());
    Ok((AppendHeaders([keep(&ticket)?]), body).into_response())
}
