//! The reverse proxies of an installation.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{AddrParseError, IpNet};

/// A reverse proxy of ours, or a network whose machines all are: `192.0.2.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxy(IpNet);

impl FromStr for Proxy {
    type Err = AddrParseError;

    fn from_str(text: &str) -> Result<Self, AddrParseError> {
        let single = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
        single.or_else(|_| text.parse()).map(Self)
    }
}

/// Whether the word of the machine at `address` is believed.
#[must_use]
pub fn believed(address: IpAddr, proxies: &[Proxy]) -> bool {
    proxies.iter().any(|proxy| proxy.0.contains(&address))
}
