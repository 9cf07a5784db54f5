//! The problem document of the API (RFC 9457).

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AppError, FieldProblem};
use crate::language::Language;
use crate::render::Renderer;

/// The media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem document: what went wrong, for a program and for a person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Names the kind of problem: `urn:kakuzuke:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(format = "uri", example = "urn:kakuzuke:problem:not_found")]
    pub kind: String,
    /// The problem in the reader's language.
    pub title: String,
    /// The HTTP status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What to do about it, in the reader's language.
    pub detail: String,
    /// The machine code of the problem.
    pub code: String,
    /// The request, as the server's log knows it.
    pub request_id: String,
    /// The fields at fault, if it is about fields.
    pub errors: Vec<FieldProblem>,
}

impl Problem {
    /// The document about `error`.
    pub fn new(error: &AppError, request_id: &str, language: Language, renderer: &Renderer) -> Self {
        let code = error.code();
        let key = format!("error-{}", code.replace('_', "-"));
        Self {
            kind: format!("urn:kakuzuke:problem:{code}"),
            title: renderer.message(language, &key, &[]),
            status: error.status().as_u16(),
            detail: renderer.message(language, &format!("{key}-more"), &[]),
            code: code.to_owned(),
            request_id: request_id.to_owned(),
            errors: error.problems(),
        }
    }

    /// The answer that carries this document.
    pub fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response
    }
}
