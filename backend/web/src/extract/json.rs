//! JSON in and out.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use crate::error::{AppError, FieldProblem};

/// A JSON body as a `T`, or a `T` as a JSON answer.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        body::require_type(request.headers(), |mime| {
            mime == "application/json" || mime.starts_with("application/") && mime.ends_with("+json")
        })?;
        let bytes = body::read(request, state).await?;
        parse(&bytes).map(Self)
    }
}

/// Reads a `T` from the bytes of one JSON value.
///
/// # Errors
/// [`AppError::Malformed`] for what is no JSON, [`AppError::Invalid`] for JSON that is no `T`, with the path of the
/// value at fault.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    if std::str::from_utf8(bytes).is_err() {
        return Err(AppError::Malformed(FieldProblem::new("body", "not_utf8")));
    }
    if has_escaped_nul(bytes) {
        return Err(AppError::invalid("body", "forbidden_character"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        complaint(&path, error.inner())
    })?;
    reader.end().map_err(|error| complaint("body", &error))?;
    Ok(value)
}

fn complaint(path: &str, error: &serde_json::Error) -> AppError {
    if !error.is_data() {
        let place = format!("{}:{}", error.line(), error.column());
        return AppError::Malformed(FieldProblem::new("body", "not_json").with("place", place));
    }
    let field = if path == "." { "body" } else { path };
    AppError::Invalid(vec![classify(field, &error.to_string())])
}

/// Serde tells the kinds of its complaints apart only by the words of `serde::de::Error`'s provided methods.
fn classify(field: &str, words: &str) -> FieldProblem {
    let named = words.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| if field == "body" { name.to_owned() } else { format!("{field}.{name}") };
    if words.starts_with("missing field") {
        FieldProblem::new(inside(named), "missing")
    } else if words.starts_with("unknown field") {
        let field = if field.ends_with(named) { field.to_owned() } else { inside(named) };
        FieldProblem::new(field, "unknown_field")
    } else if words.starts_with("duplicate field") {
        FieldProblem::new(inside(named), "repeated")
    } else if words.starts_with("unknown variant") {
        let allowed: Vec<&str> = words.split('`').skip(3).step_by(2).collect();
        FieldProblem::new(field, "not_one_of").with("allowed", allowed.join(", "))
    } else if words.starts_with("invalid type") {
        FieldProblem::new(field, "wrong_type")
    } else {
        FieldProblem::new(field, "invalid_value")
    }
}

/// Whether a string in the text holds U+0000, which PostgreSQL cannot store.
fn has_escaped_nul(bytes: &[u8]) -> bool {
    const ESCAPE: &[u8] = b"\\u0000";
    bytes.windows(ESCAPE.len()).enumerate().filter(|(_, window)| *window == ESCAPE).any(|(at, _)| {
        let before = bytes.get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                let mut response = Response::new(Body::from(bytes));
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                response
            }
            Err(error) => AppError::internal(error).into_response(),
        }
    }
}
