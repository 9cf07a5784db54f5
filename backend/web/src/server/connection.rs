//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpStream;
use tower::ServiceExt;

use super::Limits;
use super::body::Watched;
use super::stalls::Stalls;
use super::waiting::Seat;
use crate::layers::address::Peer;

/// Serves `stream` in its own task until it ends, stalls, falls silent or is dismissed.
pub fn spawn(stream: TcpStream, router: Router, limits: &Limits, seat: Seat, graceful: &GracefulShutdown) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection without TCP_NODELAY");
    }
    let peer = stream.peer_addr().ok().map(|address| Peer(address.ip().to_canonical()));
    let seat = Arc::new(seat);
    let at_work = Arc::clone(&seat);
    let service = service_fn(move |request| answer(router.clone(), request, peer, Arc::clone(&at_work)));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .keep_alive(true)
        .serve_connection(TokioIo::new(Stalls::new(stream, limits.stall)), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        tokio::select! {
            ended = connection => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
            }
            () = seat.dismissed() => tracing::debug!("a silent connection was dismissed"),
        }
    });
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: Option<Peer>,
    seat: Arc<Seat>,
) -> Result<Response<Body>, Infallible> {
    seat.work();
    let mut request = request.map(Body::new);
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| Body::new(Watched::new(body, seat))))
}
