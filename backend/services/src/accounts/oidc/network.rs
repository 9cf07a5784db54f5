//! Calling another service without being led elsewhere: https only, no redirects, no private addresses, short answers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse, http};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

use super::config::may_be_called;

/// Longest answer that is read.
const LONGEST: usize = 1 << 20;

/// Why a call was not made or gave nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    #[error("the address may not be called: {0}")]
    Forbidden(String),
    #[error("the answer is longer than {LONGEST} bytes")]
    TooLong,
    #[error("the service could not be reached")]
    Failed(#[from] reqwest::Error),
    #[error("the answer is malformed")]
    Malformed(#[from] http::Error),
}

/// A client for one provider.
#[derive(Clone)]
pub(super) struct Network {
    client: reqwest::Client,
    private: bool,
}

impl Network {
    pub(super) fn new(private: bool) -> reqwest::Result<Self> {
        // A second installation of the same provider is refused, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(10))
            .dns_resolver(Arc::new(Resolver { private }))
            .build()?;
        Ok(Self { client, private })
    }

    /// Fetches JSON.
    pub(super) async fn get(&self, url: &Url) -> Result<Vec<u8>, CallError> {
        let request = http::Request::get(url.as_str()).header(http::header::ACCEPT, "application/json");
        let answer = self.call(request.body(Vec::new())?).await?;
        if answer.status() != http::StatusCode::OK {
            return Err(CallError::Forbidden(format!("{url} answered {}", answer.status())));
        }
        Ok(answer.into_body())
    }

    /// Sends one request.
    pub(super) async fn call(&self, request: HttpRequest) -> Result<HttpResponse, CallError> {
        let request = reqwest::Request::try_from(request)?;
        let forbidden = || CallError::Forbidden(request.url().to_string());
        let address = match request.url().host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        let reachable = self.private || address.is_none_or(is_public);
        if !reachable || !may_be_called(request.url(), self.private) {
            return Err(forbidden());
        }
        let mut response = self.client.execute(request).await?;
        let mut answer = http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if body.len() + piece.len() > LONGEST {
                return Err(CallError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        Ok(answer.body(body)?)
    }
}

/// Finds addresses and drops the private ones, so that a name that points inside leads nowhere: what is checked is what is called.
struct Resolver {
    private: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| private || is_public(address.ip())).collect();
            if allowed.is_empty() {
                return Err(format!("{} has no public address", name.as_str()).into());
            }
            let addresses: Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address belongs to the public internet (IANA special-purpose registries, RFC 6890).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b, c, d, e, f) {
        // Translated addresses (RFC 6052) and 6to4 (RFC 3056) reach what they carry.
        (0x64, 0xff9b, 0, 0, 0, 0) => v4(g, h),
        (0x2002, ..) => v4(b, c),
        // Teredo, benchmarking, ORCHID and other protocol assignments; documentation.
        (0x2001, 0..0x0200, ..) | (0x2001, 0x0db8, ..) | (0x3fff, 0..0x1000, ..) => false,
        // Everything else that is global unicast.
        _ => (0x2000..0x4000).contains(&a),
    }
}
