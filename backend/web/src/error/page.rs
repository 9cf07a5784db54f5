//! The page of an error: what happened, what to do, and where to go on.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::{AppError, FieldProblem};
use crate::render::Page;

/// A way on from an error page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The message `way-<key>` is the text of the link.
    pub key: &'static str,
    /// Where the link leads.
    pub href: &'static str,
}

/// What the error page shows.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    /// The HTTP status of the answer.
    pub status: u16,
    /// The machine code of the situation.
    pub code: &'static str,
    /// The request, as the server's log knows it.
    pub request_id: String,
    /// The fields at fault, if it is about fields.
    pub problems: Vec<FieldProblem>,
    /// Where to go on.
    pub ways: Vec<Way>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/page.html";
}

impl ErrorPage {
    /// The page about `error` at the address `path`.
    pub fn new(error: &AppError, request_id: &str, path: &str) -> Self {
        Self {
            status: error.status().as_u16(),
            code: error.code(),
            request_id: request_id.to_owned(),
            problems: error.problems(),
            ways: ways(path),
        }
    }
}

/// The list of the room in which the error happened, then the front page.
fn ways(path: &str) -> Vec<Way> {
    let room = match path.split('/').nth(1) {
        Some("suppliers" | "attestations" | "audits") => Some(Way { key: "suppliers", href: "/suppliers" }),
        Some("buyers") => Some(Way { key: "buyers", href: "/buyers" }),
        Some("contracts") => Some(Way { key: "contracts", href: "/contracts" }),
        Some("imports") => Some(Way { key: "imports", href: "/imports" }),
        Some("schemes") => Some(Way { key: "schemes", href: "/schemes" }),
        Some("clauses") => Some(Way { key: "clauses", href: "/clauses" }),
        Some("ledger") => Some(Way { key: "ledger", href: "/ledger" }),
        _ => None,
    };
    room.into_iter().chain([Way { key: "home", href: "/" }]).collect()
}

/// The last resort when not even the error page can be rendered: the request id and nothing else.
pub fn broken_page(request_id: &str) -> Response {
    let body = format!(
        "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>500</title><h1>500</h1><p>{}</p></html>",
        request_id.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "")
    );
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
