//! Finds the words for a situation: a problem document below `/api`, a page elsewhere.

use std::error::Error;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::request_id::RequestId;
use crate::caller::Caller;
use crate::error::{AppError, ErrorPage, Problem, Situation};
use crate::extract::is_api_path;
use crate::language::Language;
use crate::render::Rendered;
use crate::state::AppState;

/// Replaces an answer that carries a [`Situation`] by its page or problem document.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let path = request.uri().path().to_owned();
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let response = next.run(request).await;
    let Some(Situation(error)) = response.extensions().get::<Situation>().cloned() else { return response };
    if let AppError::Internal(cause) = error.as_ref() {
        tracing::error!(cause = %chain(cause.as_ref()), "internal error");
    }
    let mut answer = if is_api_path(&path) {
        Problem::new(&error, &id, language, &state.renderer).into_response()
    } else {
        Rendered::new(ErrorPage::new(&error, &id, &path)).status(error.status()).into_response()
    };
    for name in [ALLOW, WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    if let Some(caller) = response.extensions().get::<Caller>() {
        answer.extensions_mut().insert(caller.clone());
    }
    let wait = match error.as_ref() {
        AppError::Busy => Some(5),
        AppError::Throttled(until) => Some((*until - state.now()).num_seconds().max(0) + 1),
        _ => None,
    };
    if let Some(seconds) = wait {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
