//! The ID token: whether it is signed by the service, for us, for this very sign-in, and still good.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClientId, IdToken, IdTokenClaims, IdTokenVerifier, IssuerUrl, JsonWebKey, Nonce,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::keys::{ALGORITHMS, Keys};
use super::refused;
use crate::Result;

/// How far the clocks of two services may differ.
const DRIFT: Duration = Duration::seconds(60);
/// How old a token may be when it arrives.
const OLDEST: Duration = Duration::minutes(10);

/// Claims beyond the standard ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Extra(pub Map<String, Value>);

impl AdditionalClaims for Extra {}

/// An ID token as this service reads it.
pub(super) type Token = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
/// What an ID token says.
pub(super) type Claims = IdTokenClaims<Extra, CoreGenderClaim>;

/// What the token of one sign-in must say.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Who must have issued it.
    pub issuer: String,
    /// For whom: our name at that service.
    pub client_id: String,
    /// The nonce of this sign-in.
    pub nonce: String,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// The claims of `token`, when it is signed by one of `keys` and says what is expected.
///
/// # Errors
/// `oidc_refused`; the reason stands in the log.
pub fn verified(token: &str, keys: &Keys, expected: &Expected) -> Result<Claims> {
    let payload = signed(token, keys)?;
    let token: Token = token.parse().map_err(refused)?;
    let issuer = IssuerUrl::new(expected.issuer.clone()).map_err(refused)?;
    let now = expected.now;
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> =
        IdTokenVerifier::new_public_client(ClientId::new(expected.client_id.clone()), issuer, keys.as_set())
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now - DRIFT)
            .set_issue_time_verifier_fn(move |issued| {
                let fresh = issued <= now + DRIFT && issued >= now - OLDEST;
                if fresh { Ok(()) } else { Err(format!("issued at {issued}")) }
            });
    let claims = token.claims(&verifier, &Nonce::new(expected.nonce.clone())).map_err(refused)?;
    let party = claims.authorized_party().map(|party| party.as_str());
    if party.is_some_and(|party| party != expected.client_id) {
        return Err(refused("issued to another party"));
    }
    if claims.subject().is_empty() || claims.subject().len() > 255 {
        return Err(refused("no subject"));
    }
    let not_before = serde_json::from_slice::<Value>(&payload).ok().and_then(|claims| claims.get("nbf")?.as_i64());
    if not_before.is_some_and(|from| from > (now + DRIFT).timestamp()) {
        return Err(refused("not good yet"));
    }
    Ok(claims.clone())
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
    b64: Option<Value>,
}

/// The signed bytes of a compact JWS (RFC 7515): the gate before the library, which knows neither key sizes nor purposes.
fn signed(token: &str, keys: &Keys) -> Result<Vec<u8>> {
    if token.len() > 64 << 10 {
        return Err(refused("a token of more than 64 KiB"));
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts.as_slice() else { return Err(refused("not three parts")) };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(refused);
    let head: Header = serde_json::from_slice(&decode(header)?).map_err(refused)?;
    if head.crit.is_some() || head.b64.is_some() {
        return Err(refused("a header that changes what is signed"));
    }
    let algorithm = CoreJwsSigningAlgorithm::deserialize(Value::String(head.alg.clone())).map_err(refused)?;
    if !ALGORITHMS.contains(&algorithm) {
        return Err(refused(format!("the algorithm {}", head.alg)));
    }
    let key = keys.find(head.kid.as_deref(), &head.alg).ok_or_else(|| refused("no such key, or several"))?;
    let message = format!("{header}.{payload}");
    key.verify_signature(&algorithm, message.as_bytes(), &decode(signature)?).map_err(refused)?;
    decode(payload)
}

/// Whether `token` is a signed message of one of `keys`, whatever it says: the gate that every ID token passes first.
#[must_use]
pub fn is_signed(token: &str, keys: &Keys) -> bool {
    signed(token, keys).is_ok()
}
