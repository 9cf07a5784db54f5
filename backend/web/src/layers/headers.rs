//! The headers that tell a browser what our pages may do: nothing but what they bring along.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::address::Peer;
use crate::config::WebConfig;
use crate::cookies;
use crate::proxy::believed;
use crate::render::Nonce;
use crate::state::AppState;

/// What a page may do beside running the scripts that it names.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A year, for this host alone: other hosts of a domain decide for themselves.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");
const FORWARDED_PROTO: &str = "x-forwarded-proto";

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Adds the security headers to every answer, `Secure` to its cookies where people come by TLS, and `no-store` where the answer does not say how long it keeps.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let tls = came_by_tls(peer, request.headers(), &state.config);
    let mut response = next.run(request).await;
    let policy = policy(response.extensions().get::<Nonce>());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, TLS_ONLY);
        cookies::secure(headers);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Only a script that the page itself names by its nonce may run; where there is no page, none may.
fn policy(nonce: Option<&Nonce>) -> HeaderValue {
    let without = HeaderValue::from_static(POLICY);
    let Some(nonce) = nonce else { return without };
    HeaderValue::try_from(format!("{POLICY}; script-src 'nonce-{nonce}'")).unwrap_or(without)
}

/// What a proxy of ours says last about the way a request came; without its word, what the installation says.
fn came_by_tls(peer: Option<Peer>, headers: &HeaderMap, config: &WebConfig) -> bool {
    let word = headers.get_all(FORWARDED_PROTO).iter().next_back();
    match word.filter(|_| peer.is_some_and(|Peer(address)| believed(address, &config.proxies))) {
        Some(word) => {
            let last = word.to_str().unwrap_or_default().rsplit(',').next().unwrap_or_default();
            last.trim().eq_ignore_ascii_case("https")
        }
        None => config.tls,
    }
}
