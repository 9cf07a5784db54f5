//! Public keys: what an auditor checks signed heads with, and the forms in which a key is handed over.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::DecodePublicKey;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::TreeHead;

/// The public half of the key that signs heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// First 16 hex digits of its SHA-256.
    pub key_id: String,
    /// The key (RFC 8032).
    pub bytes: [u8; 32],
}

impl PublicKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        let key_id = hex::encode(Sha256::digest(bytes)).chars().take(16).collect();
        Self { key_id, bytes }
    }

    /// Whether the head was signed by this key.
    #[must_use]
    pub fn signed(&self, head: &TreeHead) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.bytes) else { return false };
        head.key_id == self.key_id
            && key.verify_strict(&head.signed_bytes(), &Signature::from_bytes(&head.signature)).is_ok()
    }

    /// As JSON Web Key (RFC 8037).
    #[must_use]
    pub fn jwk(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.bytes);
        json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.key_id, "x": x})
    }

    /// The key of a JSON Web Key; none if it is not an Ed25519 key. Its id is computed, never believed.
    #[must_use]
    pub fn from_jwk(jwk: &Value) -> Option<Self> {
        let is = |field: &str, value: &str| jwk.get(field).and_then(Value::as_str) == Some(value);
        if !is("kty", "OKP") || !is("crv", "Ed25519") {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(jwk.get("x")?.as_str()?).ok()?;
        Self::checked(bytes.try_into().ok()?)
    }

    /// The keys in the text of a file: a JWK set as at `/.well-known/jwks.json`, one JWK, or a public key in PEM.
    /// Empty if there is none.
    #[must_use]
    pub fn all_in(text: &str) -> Vec<Self> {
        if let Ok(key) = VerifyingKey::from_public_key_pem(text.trim()) {
            return vec![Self::new(key.to_bytes())];
        }
        let Ok(value) = serde_json::from_str::<Value>(text) else { return Vec::new() };
        match value.get("keys").and_then(Value::as_array) {
            Some(keys) => keys.iter().filter_map(Self::from_jwk).collect(),
            None => Self::from_jwk(&value).into_iter().collect(),
        }
    }

    /// Bytes that are no point of the curve, or one of the few weak ones, are no key.
    fn checked(bytes: [u8; 32]) -> Option<Self> {
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        (!key.is_weak()).then(|| Self::new(bytes))
    }
}
