//! `/sign-in/with/{provider}`: through another service, and back.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use kakuzuke_services::ServicesError;
use kakuzuke_services::accounts::oidc::Return;
use kakuzuke_store::StoreError;
use serde::Deserialize;
use uuid::Uuid;

use super::desk::{SECURITY, Ticket, fresh, keep};
use super::sign_in::refused;
use crate::access::SIGN_IN;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{NoQuery, Path, Query};
use crate::flash::Flash;
use crate::layers::address::ClientAddress;
use crate::sign_in::{self, Entry};
use crate::state::AppState;

/// Where the person wanted to go.
#[derive(Debug, Deserialize)]
pub struct Wish {
    next: Option<String>,
}

/// What the other service says when it sends a person back.
#[derive(Debug, Deserialize)]
pub struct Back {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    #[serde(rename = "error")]
    _error: Option<String>,
    #[serde(rename = "error_description")]
    _description: Option<String>,
    #[serde(rename = "error_uri")]
    _uri: Option<String>,
    #[serde(rename = "session_state")]
    _session: Option<String>,
    #[serde(rename = "scope")]
    _scope: Option<String>,
}

/// `GET /sign-in/with/{provider}?next`
///
/// # Errors
/// When the register cannot be written.
pub async fn sign_in(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response> {
    leave(&state, &provider, None, wish.next).await
}

/// `GET /account/security/identities/with/{provider}`: to link one's account.
///
/// # Errors
/// When the register cannot be written.
pub async fn link(
    State(state): State<AppState>,
    caller: Caller,
    Path(provider): Path<String>,
    _: NoQuery,
) -> Result<Response> {
    match fresh(&caller, state.now()) {
        Ok(fresh) => leave(&state, &provider, Some(fresh.account), None).await,
        Err(way) => Ok(way.into_response()),
    }
}

async fn leave(state: &AppState, provider: &str, account: Option<Uuid>, next: Option<String>) -> Result<Response> {
    match state.accounts.set_out(provider, account, next.clone()).await {
        Ok(journey) => {
            Ok((AppendHeaders([keep(&journey.ticket)?]), Redirect::to(journey.url.as_str())).into_response())
        }
        Err(error) => told(state, error, next).await,
    }
}

/// `GET /sign-in/with/{provider}/callback`
///
/// # Errors
/// When the register cannot be written; whoever is refused is shown the sign-in page.
pub async fn callback(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    address: ClientAddress,
    headers: HeaderMap,
    caller: Caller,
    ticket: Ticket,
    Query(back): Query<Back>,
) -> Result<Response> {
    let Some(ticket) = ticket.0 else { return told(&state, ServicesError::refused("oidc_refused"), None).await };
    let back = Return { state: back.state.unwrap_or_default(), code: back.code, issuer: back.iss };
    match state.accounts.arrive(&provider, &ticket, &back).await {
        Ok(arrival) if arrival.linked => {
            let mine = caller.account().is_ok_and(|account| account == arrival.account);
            Ok(if mine { Flash::SecurityChanged.redirect(SECURITY) } else { Redirect::to(SIGN_IN).into_response() })
        }
        Ok(arrival) => {
            let entry = Entry { account: arrival.account, method: "oidc", proven: arrival.two_factors };
            sign_in::enter(&state, entry, &address, &headers, arrival.next.as_deref()).await
        }
        Err(error) => told(&state, error, None).await,
    }
}

async fn told(state: &AppState, error: ServicesError, next: Option<String>) -> Result<Response> {
    let code = match error {
        ServicesError::Refused { code, .. } => code,
        ServicesError::Store(StoreError::Conflict { code }) => code,
        other => return Err(other.into()),
    };
    refused(state, code, StatusCode::UNPROCESSABLE_ENTITY, next, None).await
}
