//! Whole request bodies, within the limit of their address.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::error::{AppError, FieldProblem};
use crate::layers::limits::BodyLimit;

/// Refuses a body whose media type (in lower case, without parameters) is not `accepted`.
///
/// # Errors
/// [`AppError::UnsupportedMediaType`].
pub fn require_type(headers: &HeaderMap, accepted: impl Fn(&str) -> bool) -> Result<(), AppError> {
    if accepted(&media_type(headers)) { Ok(()) } else { Err(AppError::UnsupportedMediaType) }
}

/// The media type of the body in lower case, without parameters; empty if it names none.
pub fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The whole body.
///
/// # Errors
/// [`AppError::TooLarge`], or [`AppError::Malformed`] if the connection broke off.
pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, AppError> {
    let limit = BodyLimit::of(request.extensions());
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| of_status(rejection.into_response().status().as_u16(), limit))
}

/// The situation behind the status with which a body was refused.
pub fn of_status(status: u16, limit: u64) -> AppError {
    match status {
        413 => AppError::TooLarge { limit },
        _ => AppError::Malformed(FieldProblem::new("body", "broken_off")),
    }
}
