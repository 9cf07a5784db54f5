//! The keys with which a service signs. Only keys that are fit to verify signatures are kept (RFC 7517, RFC 7518).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeySet};
use serde::Deserialize;
use serde_json::Value;

/// Signatures that are believed. Never `none`, never one with a shared secret: our secret is not a key.
pub(super) const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Keys of one service.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    algorithms: Vec<String>,
    key: CoreJsonWebKey,
}

impl Keys {
    /// Reads a set of JSON Web Keys and leaves out what is not fit: secrets, keys for encryption, RSA below 2,048 bits.
    #[must_use]
    pub fn read(set: &Value) -> Self {
        let keys = set.get("keys").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Self(keys.iter().take(100).filter_map(read_key).collect())
    }

    /// The one key that may have signed with `algorithm` under the name `id`; none where several may have.
    pub(super) fn find(&self, id: Option<&str>, algorithm: &str) -> Option<&CoreJsonWebKey> {
        let fits = |key: &&Key| {
            id.is_none_or(|id| key.id.as_deref() == Some(id)) && key.algorithms.iter().any(|known| known == algorithm)
        };
        let mut found = self.0.iter().filter(fits);
        found.next().filter(|_| found.next().is_none()).map(|key| &key.key)
    }

    /// The same set for the library.
    pub(super) fn as_set(&self) -> CoreJsonWebKeySet {
        JsonWebKeySet::new(self.0.iter().map(|key| key.key.clone()).collect())
    }
}

#[derive(Deserialize)]
struct Raw {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

fn read_key(value: &Value) -> Option<Key> {
    let raw = Raw::deserialize(value).ok()?;
    let for_signing = raw.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
        && raw.key_ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == "verify"));
    let fitting: &[&str] = match (raw.kty.as_str(), raw.crv.as_deref()) {
        ("RSA", _) if is_strong(&raw) => &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
        ("EC", Some("P-256")) => &["ES256"],
        ("EC", Some("P-384")) => &["ES384"],
        ("OKP", Some("Ed25519")) => &["EdDSA"],
        _ => return None,
    };
    let named = |name: &&&str| raw.alg.as_deref().is_none_or(|alg| alg == **name);
    let algorithms: Vec<String> = fitting.iter().filter(named).map(|name| (*name).to_owned()).collect();
    if !for_signing || algorithms.is_empty() {
        return None;
    }
    let key = CoreJsonWebKey::deserialize(value).ok()?;
    Some(Key { id: key.key_id().map(|id| id.to_string()).or(raw.kid), algorithms, key })
}

/// At least 2,048 bits (RFC 7518, 3.3) and an odd exponent from 65,537 on (NIST SP 800-56B).
fn is_strong(raw: &Raw) -> bool {
    let bytes = |text: &Option<String>| {
        let decoded = URL_SAFE_NO_PAD.decode(text.as_deref().unwrap_or_default()).unwrap_or_default();
        decoded.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<u8>>()
    };
    let (modulus, exponent) = (bytes(&raw.n), bytes(&raw.e));
    let number = exponent.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    (256..=1_024).contains(&modulus.len())
        && modulus.first().is_some_and(|byte| modulus.len() > 256 || *byte >= 0x80)
        && exponent.len() <= 8
        && number >= 65_537
        && number % 2 == 1
}
