//! What every way of signing in ends with: a new session, a note for the person, and the way to where they wanted to go.

use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use kakuzuke_store::{NewSession, Secret};
use uuid::Uuid;

use crate::cookies;
use crate::error::{AppError, Result};
use crate::layers::address::ClientAddress;
use crate::state::AppState;

/// A person who has shown who they are.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The account.
    pub account: Uuid,
    /// How it was shown: `password`, `passkey`, `oidc`, `demo`.
    pub method: &'static str,
    /// Whether a second factor was proven with it.
    pub proven: bool,
}

/// Begins a session and leads the person on. The session a browser came with is ended, so that one planted there is
/// worth nothing.
///
/// # Errors
/// When the register cannot be written.
pub async fn enter(
    state: &AppState,
    entry: Entry,
    address: &ClientAddress,
    headers: &HeaderMap,
    next: Option<&str>,
) -> Result<Response> {
    let agent = agent(headers);
    if let Some(secret) = cookies::read(headers, cookies::SESSION).as_deref().and_then(Secret::read)
        && let Some(visitor) = state.store.visitor(&secret).await?
    {
        state.store.end_session(visitor.session.account, visitor.session.id).await?;
    }
    let secret = state
        .store
        .begin_session(NewSession {
            account: entry.account,
            method: entry.method.to_owned(),
            proven: entry.proven,
            address: address.0.clone(),
            agent: agent.to_owned(),
        })
        .await?;
    state.store.note_sign_in(entry.account, entry.method, "accepted", &address.0, agent).await?;
    Ok((AppendHeaders([keep(&secret)?]), Redirect::to(onward(next))).into_response())
}

/// What the browser calls itself.
#[must_use]
pub fn agent(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// The header that gives the browser its session.
///
/// # Errors
/// Never for a secret of ours.
pub fn keep(secret: &Secret) -> Result<(HeaderName, HeaderValue)> {
    let cookie = cookies::keep_session(secret).ok_or_else(|| AppError::internal("a session without a cookie"))?;
    Ok((SET_COOKIE, cookie))
}

/// Where to go after signing in: an address of this counter, never another site's.
#[must_use]
pub fn onward(next: Option<&str>) -> &str {
    let own = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && path.bytes().all(|byte| (0x21..0x7f).contains(&byte))
    };
    next.filter(own).unwrap_or("/")
}
