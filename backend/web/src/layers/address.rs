//! The network address a request comes from. A proxy's word is believed only where the proxy is one of ours.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use crate::proxy::{Proxy, believed};
use crate::state::AppState;

/// The address at the other end of the connection, put there by the server.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The address a request comes from, as text; `unknown` where there is no connection.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

/// Puts the [`ClientAddress`] where handlers find it.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let address = peer.map(|peer| client(peer, request.headers(), &state.config.proxies));
    let text = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
    request.extensions_mut().insert(ClientAddress(text));
    next.run(request).await
}

/// Walks `X-Forwarded-For` from its end: each proxy of ours vouches for the one before it.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[Proxy]) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let mut hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut address = peer;
    while believed(address, proxies) {
        match hops.pop().and_then(|hop| hop.parse::<IpAddr>().ok()) {
            Some(before) => address = before.to_canonical(),
            None => break,
        }
    }
    address
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("unknown".to_owned())))
    }
}
