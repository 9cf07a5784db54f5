//! Finds out who sends a request: by the session's cookie, or, below `/api`, by a bearer token.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kakuzuke_services::accounts::tokens;
use kakuzuke_store::Secret;

use crate::caller::Caller;
use crate::cookies;
use crate::error::{AppError, Result};
use crate::extract::is_api_path;
use crate::state::AppState;

/// Puts the [`Caller`] where handlers and the renderer find it, and hands it on with the answer for the menu.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let shown = shown(&request);
    let caller = match find(&state, shown).await {
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(caller);
    response
}

/// What a request shows of its sender.
enum Shown {
    Nothing,
    Session(Secret),
    Token(Secret),
    Nonsense,
}

fn shown(request: &Request) -> Shown {
    let path = request.uri().path();
    if path.starts_with("/assets/") {
        return Shown::Nothing;
    }
    if is_api_path(path)
        && let Some(given) = request.headers().get(header::AUTHORIZATION)
    {
        return given.to_str().ok().and_then(bearer).map_or(Shown::Nonsense, Shown::Token);
    }
    session_secret(request.headers()).map_or(Shown::Nothing, Shown::Session)
}

async fn find(state: &AppState, shown: Shown) -> Result<Caller> {
    match shown {
        Shown::Nothing => Ok(Caller::default()),
        Shown::Nonsense => Err(AppError::Unauthenticated),
        Shown::Token(secret) => {
            let holder = state.store.token_holder(&secret).await?.ok_or(AppError::Unauthenticated)?;
            state.store.touch_token(&holder.token).await?;
            Ok(Caller::token(holder))
        }
        Shown::Session(secret) => {
            let Some(visitor) = state.store.visitor(&secret).await? else { return Ok(Caller::default()) };
            state.store.touch_session(&visitor.session).await?;
            Ok(Caller::visitor(visitor))
        }
    }
}

fn bearer(header: &str) -> Option<Secret> {
    let (scheme, token) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    Secret::read(token.trim().strip_prefix(tokens::MARK)?)
}

fn session_secret(headers: &HeaderMap) -> Option<Secret> {
    Secret::read(&cookies::read(headers, cookies::SESSION)?)
}
