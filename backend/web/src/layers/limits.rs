//! How much a request may send and how long it may take.

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{Extensions, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kakuzuke_documents::word::LARGEST;

use crate::config::WebConfig;
use crate::error::AppError;
use crate::state::AppState;

/// What a form adds to the file in it, at most.
const FORM_BYTES: u64 = 4_096;

/// The largest body this request may have, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub u64);

impl BodyLimit {
    /// The limit of the request whose extensions these are.
    pub fn of(extensions: &Extensions) -> u64 {
        extensions.get::<Self>().map_or(0, |limit| limit.0)
    }
}

/// The largest body at an address that takes files; none for every other address.
fn files_taken(request: &Request, config: &WebConfig) -> Option<u64> {
    let path = request.uri().path();
    let below_a_buyer = path.strip_prefix("/api/v1").unwrap_or(path).strip_prefix("/buyers/");
    match path {
        _ if request.method() != Method::POST => None,
        "/imports" | "/api/v1/imports" => Some(config.upload_bytes),
        _ if below_a_buyer.is_some_and(|rest| rest.ends_with("/templates")) => {
            Some(config.upload_bytes.min(u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(FORM_BYTES)))
        }
        _ => None,
    }
}

/// Refuses a body larger than the address takes, and gives up on an answer that takes too long to begin.
/// An upload may take as long as its bytes keep coming.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let config = &state.config;
    let uploads = files_taken(&request, config);
    let limit = uploads.unwrap_or(config.body_bytes);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit) {
        return AppError::TooLarge { limit }.into_response();
    }
    request.extensions_mut().insert(BodyLimit(limit));
    DefaultBodyLimit::max(usize::try_from(limit).unwrap_or(usize::MAX)).apply(&mut request);
    if uploads.is_some() {
        return next.run(request).await;
    }
    match tokio::time::timeout(config.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::Busy.into_response(),
    }
}
