//! What can go wrong at the counter: situations with a way on, never a sentence.
//!
//! A handler answers with [`AppError`]; the layer in [`crate::layers::errors`] turns it into a page or, below
//! `/api`, into a problem document (RFC 9457).

mod convert;
mod field;
mod page;
mod problem;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

pub use self::field::FieldProblem;
pub use self::page::{ErrorPage, Way, broken_page};
pub use self::problem::{PROBLEM_JSON, Problem};
pub use crate::layers::request_id::RequestId;

/// The answer of a handler.
pub type Result<T> = std::result::Result<T, AppError>;

/// A situation in which a request cannot be answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nothing is at this address, or the register knows nothing by this name.
    #[error("not found")]
    NotFound,
    /// Only somebody who has signed in gets an answer here, or the token brought along is not good.
    #[error("not signed in")]
    Unauthenticated,
    /// The role that this takes is missing.
    #[error("forbidden")]
    Forbidden,
    /// The address exists, but not for this method.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The request cannot be read: broken syntax, an unknown or repeated parameter.
    #[error("malformed request: {} of {}", .0.code, .0.field)]
    Malformed(FieldProblem),
    /// The request can be read, but these values are not acceptable.
    #[error("{} values are not acceptable", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The request contradicts what the register holds; the code says how.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The body is larger than this address accepts.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The largest body accepted, in bytes.
        limit: u64,
    },
    /// The body is of a type this address does not read.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// Another site's page sent this request.
    #[error("cross-site request")]
    CrossSite,
    /// The request names a host this server does not answer for.
    #[error("unknown host")]
    UnknownHost,
    /// Too many tries: the next one is not looked at before this instant.
    #[error("too many tries")]
    Throttled(DateTime<Utc>),
    /// The register is busy; the same request may succeed in a moment.
    #[error("busy")]
    Busy,
    /// Our own fault. Only the log says more than the request id.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// Our own fault, with its cause for the log.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// One unacceptable value.
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, code)])
    }

    /// The same, where what one field holds was asked for under another name.
    #[must_use]
    pub fn renamed(self, held: &str, asked: &str) -> Self {
        match self {
            Self::Invalid(problems) => {
                let name = |problem: FieldProblem| match problem.field == held {
                    true => FieldProblem { field: asked.to_owned(), ..problem },
                    false => problem,
                };
                Self::Invalid(problems.into_iter().map(name).collect())
            }
            other => other,
        }
    }

    /// The same, where the field stands inside `subcontract` of a body.
    #[must_use]
    pub fn of_subcontract(self) -> Self {
        ["work", "data", "valid_from", "valid_to"]
            .into_iter()
            .fold(self, |error, field| error.renamed(field, &format!("subcontract.{field}")))
    }

    /// The same with the names that the API gives to the fields of a cloud service.
    #[must_use]
    pub fn of_cloud_service(self) -> Self {
        [("service_name", "name"), ("listing_number", "listing.number"), ("listing_to", "listing.valid_to")]
            .into_iter()
            .fold(self, |error, (held, asked)| error.renamed(held, asked))
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The machine code of the situation; its words are the messages `error-<code>` and `error-<code>-more`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Malformed(_) => "malformed",
            Self::Invalid(_) => "invalid",
            Self::Conflict(code) => code,
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::CrossSite => "cross_site",
            Self::UnknownHost => "unknown_host",
            Self::Throttled(_) => "throttled",
            Self::Busy => "busy",
            Self::Internal(_) => "internal",
        }
    }

    /// The problems of single fields, if the situation is about fields.
    pub fn problems(&self) -> Vec<FieldProblem> {
        match self {
            Self::Malformed(problem) => vec![problem.clone()],
            Self::Invalid(problems) => problems.clone(),
            Self::TooLarge { limit } => {
                vec![FieldProblem::new("body", "too_large").with("limit", limit.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

/// The situation as it travels from the handler to the layer that finds the words.
#[derive(Debug, Clone)]
pub struct Situation(pub Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Situation(Arc::new(self)));
        response
    }
}
