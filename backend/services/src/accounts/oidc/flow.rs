//! One sign-in through another service: the way out and the way back.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse, UserInfoClaims,
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use url::Url;

use super::claims::Identity;
use super::config::Provider;
use super::discovery::{Description, Discovery};
use super::network::Network;
use super::refused;
use super::token::{Claims, Expected, Extra, verified};
use crate::{Result, ServicesError};

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Answer = StandardTokenResponse<Fields, CoreTokenType>;
type OurClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Fresh random bytes for one sign-in.
#[derive(Clone)]
pub struct Draw {
    /// Binds the way back to this browser.
    pub state: [u8; 32],
    /// Binds the token to this sign-in.
    pub nonce: [u8; 32],
    /// Binds the code to us (PKCE).
    pub verifier: [u8; 32],
}

/// The way out.
#[derive(Debug, Clone)]
pub struct Started {
    /// Where the browser goes.
    pub url: Url,
    /// To be kept on the server, bound to this browser, for a few minutes, and used once.
    pub kept: String,
}

/// What the browser brings back.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// The state of the way out.
    pub state: String,
    /// The code, unless the service refused.
    pub code: Option<String>,
    /// Who sends the browser back (RFC 9207).
    pub issuer: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    provider: String,
    state: String,
    nonce: String,
    verifier: String,
}

struct Known {
    provider: Provider,
    network: Network,
    discovery: Discovery,
}

/// The services through which people may sign in. Clones share what the services said about themselves.
#[derive(Clone)]
pub struct Oidc {
    known: Arc<HashMap<String, Known>>,
    order: Arc<[Provider]>,
    origin: Option<Url>,
}

impl Oidc {
    /// No other service.
    #[must_use]
    pub fn none() -> Self {
        Self { known: Arc::new(HashMap::new()), order: Arc::new([]), origin: None }
    }

    /// For the service that people reach at `origin`; the way back is `ORIGIN/sign-in/with/PROVIDER/callback`.
    ///
    /// # Errors
    /// The client cannot be made.
    pub fn new(providers: Vec<Provider>, origin: &Url) -> Result<Self> {
        let order: Arc<[Provider]> = providers.clone().into();
        let with_client = |provider: Provider| {
            let network = Network::new(provider.private_network).map_err(refused)?;
            Ok((provider.id.clone(), Known { provider, network, discovery: Discovery::default() }))
        };
        let known = providers.into_iter().map(with_client).collect::<Result<_>>()?;
        Ok(Self { known: Arc::new(known), order, origin: Some(origin.clone()) })
    }

    /// The services in the order in which they are offered.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        &self.order
    }

    /// The address to which the service `id` must send people back; it is registered there.
    ///
    /// # Errors
    /// Our own address is malformed.
    pub fn way_back(&self, id: &str) -> Result<Url> {
        let origin = self.origin.as_ref().ok_or_else(|| refused("no address of our own"))?;
        origin.join(&format!("/sign-in/with/{id}/callback")).map_err(refused)
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// `oidc_refused`: no such service, or it cannot be reached or believed.
    pub async fn start(&self, id: &str, draw: &Draw, now: DateTime<Utc>) -> Result<Started> {
        let known = self.known(id)?;
        let description = known.discovery.get(&known.provider, &known.network, now, None).await?;
        let text = |bytes: &[u8; 32]| URL_SAFE_NO_PAD.encode(bytes);
        let kept = Kept {
            provider: id.to_owned(),
            state: text(&draw.state),
            nonce: text(&draw.nonce),
            verifier: text(&draw.verifier),
        };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(kept.verifier.clone()));
        let (state, nonce) = (CsrfToken::new(kept.state.clone()), Nonce::new(kept.nonce.clone()));
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let client = self.client(known, &description)?;
        let mut request = client.authorize_url(flow, || state, || nonce).set_pkce_challenge(challenge);
        for scope in &known.provider.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (url, _, _) = request.url();
        let kept = serde_json::to_string(&kept).map_err(refused)?;
        Ok(Started { url, kept })
    }

    /// Ends a sign-in: who came back.
    ///
    /// # Errors
    /// `oidc_refused`: another browser, another service, a wrong code or token.
    pub async fn finish(&self, id: &str, kept: &str, back: &Return, now: DateTime<Utc>) -> Result<Identity> {
        let kept: Kept = serde_json::from_str(kept).map_err(refused)?;
        if kept.provider != id || !bool::from(kept.state.as_bytes().ct_eq(back.state.as_bytes())) {
            return Err(refused("state"));
        }
        let code = back.code.clone().ok_or_else(|| refused("no code"))?;
        let known = self.known(id)?;
        let description = known.discovery.get(&known.provider, &known.network, now, None).await?;
        if back.issuer.as_deref().is_some_and(|issuer| issuer != description.metadata.issuer().as_str()) {
            return Err(refused("sent back by another service"));
        }
        let client = self.client(known, &description)?;
        let http = |request| {
            let network = known.network.clone();
            async move { network.call(request).await }
        };
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(refused)?
            .set_pkce_verifier(PkceCodeVerifier::new(kept.verifier.clone()))
            .request_async(&http)
            .await
            .map_err(|error| refused(chain(&error)))?;
        let token = answer.id_token().ok_or_else(|| refused("no ID token"))?.to_string();
        let claims = self.judged(known, &description, &token, &kept.nonce, now).await?;
        let mut said = claims.additional_claims().0.clone();
        let mut identity = Identity {
            provider: id.to_owned(),
            issuer: description.issuer().to_string(),
            subject: claims.subject().to_string(),
            email: claims.email().filter(|_| claims.email_verified() == Some(true)).map(|email| email.to_string()),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
            business: None,
            two_factors: known.provider.two_factors,
        };
        if let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone())) {
            let more: UserInfoClaims<Extra, CoreGenderClaim> =
                request.request_async(&http).await.map_err(|error| refused(chain(&error)))?;
            let email = more.email().filter(|_| more.email_verified() == Some(true)).map(|email| email.to_string());
            identity.email = identity.email.or(email);
            let name = more.name().and_then(|name| name.get(None)).map(|name| name.to_string());
            identity.name = identity.name.or(name);
            said.extend(more.additional_claims().0.clone());
        }
        identity.business = known.provider.business.as_ref().and_then(|claims| claims.read(&said));
        Ok(identity)
    }

    /// Verifies the token; by newly fetched keys where the known ones do not fit, as after a change of keys.
    async fn judged(
        &self,
        known: &Known,
        description: &Description,
        token: &str,
        nonce: &str,
        now: DateTime<Utc>,
    ) -> Result<Claims> {
        let expected = Expected {
            issuer: description.metadata.issuer().to_string(),
            client_id: known.provider.client_id.clone(),
            nonce: nonce.to_owned(),
            now,
        };
        match verified(token, &description.keys, &expected) {
            Err(_) if description.at() < now => {
                let newer = known.discovery.get(&known.provider, &known.network, now, Some(description.at())).await?;
                verified(token, &newer.keys, &expected)
            }
            judged => judged,
        }
    }

    fn known(&self, id: &str) -> Result<&Known> {
        self.known.get(id).ok_or_else(|| ServicesError::refused("oidc_refused"))
    }

    fn client(&self, known: &Known, description: &Description) -> Result<OurClient> {
        let provider = &known.provider;
        let secret = provider.client_secret.as_ref().map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let metadata = description.metadata.clone();
        let ways = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let by_header = ways.is_empty() || ways.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let back = RedirectUrl::from_url(self.way_back(&provider.id)?);
        let client = OurClient::from_provider_metadata(metadata, ClientId::new(provider.client_id.clone()), secret);
        let auth = if by_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        Ok(client.set_redirect_uri(back).set_auth_type(auth))
    }
}

/// The causes of a failure in one line, without what the service answered.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        said = format!("{said}: {inner}");
        cause = inner.source();
    }
    said
}
