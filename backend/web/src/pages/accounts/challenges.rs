//! Questions for `navigator.credentials`, asked by the script of the pages. The answers come back as ordinary forms.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{AppendHeaders, IntoResponse, Response};
use kakuzuke_services::accounts::Asked;
use kakuzuke_store::CeremonyTicket;
use serde_json::Value;

use super::desk::{fresh, keep, visit};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::layers::address::ClientAddress;
use crate::state::AppState;

/// `POST /sign-in/passkeys/challenges`: for whoever sits at the browser.
///
/// # Errors
/// Too many questions were put to the address; the register cannot be written.
pub async fn sign_in(State(state): State<AppState>, address: ClientAddress, headers: HeaderMap) -> Result<Response> {
    let asked = state.accounts.ask_for_passkey(&visit(&address, &headers)).await?;
    answer(asked)
}

/// `POST /sign-in/second-step/challenges`: for a person who is known already.
///
/// # Errors
/// The person has no passkey; too many questions were put to the address; the register cannot be written.
pub async fn second_step(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = state.accounts.ask_for_proof(caller.account()?, &visit(&address, &headers)).await?;
    answer(asked)
}

/// `POST /account/security/passkeys/challenges`: for a new passkey.
///
/// # Errors
/// When the register cannot be written.
pub async fn addition(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => {
            let (ticket, options) = state.accounts.ask_for_new_passkey(fresh.account).await?;
            put(&ticket, &options)
        }
        Err(way) => Ok(way.into_response()),
    }
}

fn answer(asked: Asked) -> Result<Response> {
    match asked {
        Asked::Question(ticket, options) => put(&ticket, &options),
        Asked::Throttled(until) => Err(AppError::Throttled(until)),
    }
}

fn put(ticket: &CeremonyTicket, options: &Value) -> Result<Response> {
    let body = ([("content-type", "application/json")], options.to_string());
    Ok((AppendHeaders([keep(ticket)?]), body).into_response())
}
