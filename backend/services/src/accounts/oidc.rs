//! Signing in through another service by OpenID Connect: authorization code, PKCE, state, nonce.

mod claims;
mod config;
mod discovery;
mod flow;
mod keys;
mod network;
mod token;

pub use claims::{Business, Identity};
pub use config::{BusinessClaims, Provider, read_providers};
pub use flow::{Draw, Oidc, Return, Started};
pub use keys::Keys;
pub use network::is_public;
pub use token::{Expected, Extra, is_signed, verified};

use crate::ServicesError;

/// A sign-in that failed. The person reads one sentence; the reason stands in the log.
fn refused(reason: impl std::fmt::Display) -> ServicesError {
    tracing::warn!(%reason, "a sign-in through another service was refused");
    ServicesError::refused("oidc_refused")
}
