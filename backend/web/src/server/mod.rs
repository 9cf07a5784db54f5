//! The server's own accept loop. `axum::serve` closes no connection that never sends anything; this one does, and
//! under pressure it gives up the one that has been waiting longest.

mod body;
mod connection;
mod listen;
mod stalls;
mod waiting;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

pub use self::listen::{ListenError, bind, bind_loopback};
use self::waiting::Waiting;

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a client may take for the head of a request, and rest between two requests.
    pub head: Duration,
    /// How long a client may leave an answer unread.
    pub stall: Duration,
    /// How many connections are open at once.
    pub connections: usize,
    /// The largest head of a request, in bytes.
    pub head_bytes: usize,
    /// How long open requests may go on after the shutdown began.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            connections: 2000,
            head_bytes: 64 * 1024,
            farewell: Duration::from_secs(10),
        }
    }
}

/// After a failed accept (usually no file descriptors left) the loop rests this long.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(20);

/// Answers on `listener` until `shutdown` is ready, then lets open requests end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    let connections = listen::affordable(limits.connections);
    let waiting = Arc::new(Waiting::new(connections));
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let seat = waiting.arrive();
                connection::spawn(stream, router.clone(), &limits, seat, &graceful);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                waiting.dismiss_longest();
                tokio::time::sleep(AFTER_FAILED_ACCEPT).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open when the server ended");
    }
}
