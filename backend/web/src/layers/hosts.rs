//! Answers only for its own host names, so that no foreign name that points here (DNS rebinding) reads the register
//! through a visitor's browser.

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::AppError;
use crate::state::AppState;

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Refuses a request that names a foreign host, or none.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if is_ours(&request, &state.config.hosts) { next.run(request).await } else { AppError::UnknownHost.into_response() }
}

/// An address in absolute form names its host itself and takes precedence over the header (RFC 9112, 3.2.2).
fn is_ours(request: &Request, configured: &[String]) -> bool {
    let from_uri = request.uri().authority().cloned();
    let mut headers = request.headers().get_all(HOST).iter();
    let from_header = headers.next().and_then(|host| Authority::try_from(host.as_bytes()).ok());
    if headers.next().is_some() {
        return false;
    }
    let Some(authority) = from_uri.or(from_header) else { return false };
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host().trim_end_matches('.');
    LOOPBACK.iter().any(|known| host.eq_ignore_ascii_case(known))
        || configured.iter().any(|known| host.eq_ignore_ascii_case(known))
}
