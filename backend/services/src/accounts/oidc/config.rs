//! The services through which people may sign in, as the operator writes them down.

use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use crate::{Result, ServicesError};

/// One service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Short name in addresses: small letters, digits, hyphens.
    pub id: String,
    /// What the button says in Japanese.
    pub title_ja: String,
    /// What the button says in English.
    pub title_en: String,
    /// Its address, exactly as it names itself; discovery starts here.
    pub issuer: Url,
    /// What it calls us.
    pub client_id: String,
    /// Proves to it that we are we; none for a public client.
    #[serde(default)]
    pub client_secret: Option<SecretString>,
    /// What is asked for beside `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Whether it may stand in a private network, such as a body's own. Otherwise private addresses are never called.
    #[serde(default)]
    pub private_network: bool,
    /// Whether people who sign in through it have proven themselves with two factors there.
    #[serde(default)]
    pub two_factors: bool,
    /// Where it says for which company a person acts; none where it does not.
    #[serde(default)]
    pub business: Option<BusinessClaims>,
}

/// How a service says for which company a person acts (GビズID: `account_type`, `corporate_number`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessClaims {
    /// The claim that holds the corporate number.
    #[serde(default = "corporate_number")]
    pub corporate_number: String,
    /// The claim that holds the kind of account.
    #[serde(default = "account_type")]
    pub account_type: String,
    /// The kinds that are believed. GビズID: 2 プライム, 3 メンバー; 1 エントリー is given without an examination.
    #[serde(default = "examined_types")]
    pub accepted_types: Vec<String>,
}

fn corporate_number() -> String {
    "corporate_number".to_owned()
}

fn account_type() -> String {
    "account_type".to_owned()
}

fn examined_types() -> Vec<String> {
    vec!["2".to_owned(), "3".to_owned()]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    provider: Vec<Provider>,
}

/// Reads the file of services (TOML, one `[[provider]]` each).
///
/// # Errors
/// `oidc_file` with what is wrong in it.
pub fn read_providers(text: &str) -> Result<Vec<Provider>> {
    let wrong = |detail: String| ServicesError::refused("oidc_file").with("detail", detail);
    let file: File = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
    for (place, provider) in file.provider.iter().enumerate() {
        let id = &provider.id;
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err(wrong(format!("id {id:?}: small letters, digits and hyphens only")));
        }
        if file.provider.iter().take(place).any(|other| other.id == *id || other.issuer == provider.issuer) {
            return Err(wrong(format!("{id}: the id or the issuer stands twice")));
        }
        if !may_be_called(&provider.issuer, provider.private_network) {
            return Err(wrong(format!("{id}: the issuer must be an https address")));
        }
    }
    Ok(file.provider)
}

/// Only https; on this machine itself, where a private network is allowed, http too.
pub(super) fn may_be_called(url: &Url, private_network: bool) -> bool {
    let here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && (url.scheme() == "https" || (url.scheme() == "http" && private_network && here))
}
