//! How much a request may send and how long it may take.

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{Extensions, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::AppError;
use crate::state::AppState;

/// The largest body this request may have, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub u64);

impl BodyLimit {
    /// The limit of the request whose extensions these are.
    pub fn of(extensions: &Extensions) -> u64 {
        extensions.get::<Self>().map_or(0, |limit| limit.0)
    }
}

/// The addresses that take files.
fn takes_files(request: &Request) -> bool {
    request.method() == Method::POST && matches!(request.uri().path(), "/imports" | "/api/v1/imports")
}

/// Refuses a body larger than the address takes, and gives up on an answer that takes too long to begin.
/// An upload may take as long as its bytes keep coming.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let config = &state.config;
    let uploads = takes_files(&request);
    let limit = if uploads { config.upload_bytes } else { config.body_bytes };
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit) {
        return AppError::TooLarge { limit }.into_response();
    }
    request.extensions_mut().insert(BodyLimit(limit));
    DefaultBodyLimit::max(usize::try_from(limit).unwrap_or(usize::MAX)).apply(&mut request);
    if uploads {
        return next.run(request).await;
    }
    match tokio::time::timeout(config.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::Busy.into_response(),
    }
}
