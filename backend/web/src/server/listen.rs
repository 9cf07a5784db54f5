//! Where the server listens.

use std::net::SocketAddr;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpSocket};

/// File descriptors kept for the database, files and everything that is no connection.
const KEPT_BACK: u64 = 128;

/// Connections that may wait to be accepted, so that a crowd at nine o'clock is not turned away.
const BACKLOG: u32 = 1024;

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The demo lets everybody in, so nobody from outside may come.
    #[error("{0} is not a loopback address; the demo answers on this machine only")]
    NotLoopback(SocketAddr),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Unavailable {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Listens on `address`, which has to be a loopback address.
///
/// # Errors
/// As [`ListenError`] says.
pub fn bind_loopback(address: SocketAddr) -> Result<TcpListener, ListenError> {
    if !address.ip().is_loopback() {
        return Err(ListenError::NotLoopback(address));
    }
    bind(address)
}

/// Listens on `address`.
///
/// # Errors
/// [`ListenError::Unavailable`].
pub fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    listen(address).map_err(|source| ListenError::Unavailable { address, source })
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// As many of the wished `connections` as the process has file descriptors for; asks for more where it may.
pub fn affordable(connections: usize) -> usize {
    let wished = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(KEPT_BACK);
    let now = getrlimit(Resource::Nofile);
    let mut granted = now.current.unwrap_or(u64::MAX);
    if granted < wished {
        let more = wished.min(now.maximum.unwrap_or(u64::MAX));
        match setrlimit(Resource::Nofile, Rlimit { current: Some(more), maximum: now.maximum }) {
            Ok(()) => granted = more,
            Err(error) => tracing::warn!(%error, "the number of file descriptors could not be raised"),
        }
    }
    let seats = granted.saturating_sub(KEPT_BACK).max(granted / 2);
    usize::try_from(seats).unwrap_or(usize::MAX).min(connections)
}
