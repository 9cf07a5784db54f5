//! What the installation decides about the counter.

use std::time::Duration;

use crate::proxy::Proxy;

/// The counter's configuration; read once, in the front door.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// Host names this server answers for besides `localhost`, `127.0.0.1` and `[::1]`, without a port.
    pub hosts: Vec<String>,
    /// Reverse proxies whose word about the client's address and the way it came is believed.
    pub proxies: Vec<Proxy>,
    /// Whether people reach the counter by TLS, where no proxy says so or otherwise.
    pub tls: bool,
    /// Whether the data are fictitious, which every page then says.
    pub demo: bool,
    /// The largest upload, in bytes.
    pub upload_bytes: u64,
    /// The largest body of every other request, in bytes.
    pub body_bytes: u64,
    /// The longest a request other than an upload may take until its answer begins.
    pub patience: Duration,
    /// The longest pause inside a request body.
    pub body_pause: Duration,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            proxies: Vec::new(),
            tls: false,
            demo: false,
            upload_bytes: 100 * 1024 * 1024,
            body_bytes: 1024 * 1024,
            patience: Duration::from_secs(60),
            body_pause: Duration::from_secs(30),
        }
    }
}
