//! `/account/sessions`: where I am signed in.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::flash::Flash;
use crate::render::{Page, Rendered};
use crate::state::AppState;

const LIST: &str = "/account/sessions";

/// The page.
#[derive(Debug, Serialize)]
pub struct SessionsPage {
    sessions: Vec<SessionLine>,
}

#[derive(Debug, Serialize)]
struct SessionLine {
    id: Uuid,
    own: bool,
    agent: String,
    address: String,
    method: String,
    made_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

impl Page for SessionsPage {
    const TEMPLATE: &'static str = "accounts/sessions.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let line = |own, method: &str| SessionLine {
            id: Uuid::nil(),
            own,
            agent: if own { "Mozilla/5.0".to_owned() } else { String::new() },
            address: "192.0.2.1".to_owned(),
            method: method.to_owned(),
            made_at: at,
            seen_at: at,
        };
        let methods = ["passkey", "oidc", "demo"];
        let others = methods.iter().map(|method| line(false, method));
        vec![
            Self { sessions: vec![line(true, "password")] },
            Self { sessions: [line(true, "password")].into_iter().chain(others).collect() },
        ]
    }
}

/// `GET /account/sessions`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let own = caller.session().map(|session| session.id);
    let sessions = state.store.sessions(caller.account()?).await?.into_iter().map(|session| SessionLine {
        id: session.id,
        own: Some(session.id) == own,
        agent: session.agent,
        address: session.address,
        method: session.method,
        made_at: session.made_at,
        seen_at: session.seen_at,
    });
    Ok(Rendered::new(SessionsPage { sessions: sessions.collect() }))
}

/// `POST /account/sessions/{id}/withdrawals`
///
/// # Errors
/// Not found without such a session of one's own.
pub async fn end(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    state.accounts.end_session(caller.account()?, id).await?;
    Ok(Flash::SessionsEnded.redirect(LIST))
}

/// `POST /account/sessions/withdrawals`: all but the present one.
///
/// # Errors
/// When the register cannot be written.
pub async fn end_others(State(state): State<AppState>, caller: Caller) -> Result<Response> {
    let kept = caller.session().ok_or(AppError::Unauthenticated)?;
    state.accounts.end_other_sessions(kept.account, kept.id).await?;
    Ok(Flash::SessionsEnded.redirect(LIST))
}
