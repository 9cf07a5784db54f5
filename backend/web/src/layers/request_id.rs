//! A name for every request, so that a person can quote it and the log can be searched for it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::state::AppState;

/// The header in which an answer names its request.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request.
#[derive(Debug, Clone)]
pub struct RequestId(pub Arc<str>);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes names that no other start of this server makes: the start's microseconds, then a count.
#[derive(Debug)]
pub struct RequestIds {
    start: i64,
    count: AtomicU64,
}

impl RequestIds {
    /// Names for a server started at `start` (microseconds since 1970, UTC).
    pub fn new(start: i64) -> Self {
        Self { start, count: AtomicU64::new(0) }
    }

    /// The next name.
    pub fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        RequestId(format!("{:x}-{count:x}", self.start).into())
    }
}

/// Names the request, logs it, and names it in the answer.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = state.request_ids.next();
    let started = Instant::now();
    let span =
        tracing::info_span!("request", id = %id, method = %request.method(), path = loggable(request.uri().path()));
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| {
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(status = response.status().as_u16(), milliseconds, "answered");
    });
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The path without the secret of a link, which would let any reader of the log in.
fn loggable(path: &str) -> &str {
    let holding = ["/invitations/", "/password-resets/"];
    holding.into_iter().find(|start| path.starts_with(start)).unwrap_or(path)
}
