//! `/sign-out`: ends the session, on the server and in the browser.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};

use crate::access::SIGN_IN;
use crate::caller::Caller;
use crate::cookies;
use crate::error::Result;
use crate::state::AppState;

/// `POST /sign-out`
///
/// # Errors
/// When the register cannot be written.
pub async fn post(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    if let Some(session) = caller.session() {
        state.store.end_session(session.account, session.id).await?;
    }
    let headers = AppendHeaders([
        (SET_COOKIE, cookies::drop_session()),
        (CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store")),
    ]);
    Ok((headers, Redirect::to(SIGN_IN)).into_response())
}
