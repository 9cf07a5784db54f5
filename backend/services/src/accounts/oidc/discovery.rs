//! What a service says about itself, kept for an hour; its keys are asked for again when a token names an unknown one.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use openidconnect::core::CoreProviderMetadata;
use tokio::sync::Mutex;
use url::Url;

use super::config::Provider;
use super::keys::Keys;
use super::network::Network;
use super::refused;
use crate::Result;

const KEPT: Duration = Duration::hours(1);

/// One service as it describes itself.
#[derive(Debug)]
pub(super) struct Description {
    pub(super) metadata: CoreProviderMetadata,
    pub(super) keys: Keys,
    at: DateTime<Utc>,
}

/// The latest description of one service.
#[derive(Default)]
pub(super) struct Discovery(Mutex<Option<Arc<Description>>>);

impl Discovery {
    /// The description, at most an hour old, or fetched after `newer_than`.
    pub(super) async fn get(
        &self,
        provider: &Provider,
        network: &Network,
        now: DateTime<Utc>,
        newer_than: Option<DateTime<Utc>>,
    ) -> Result<Arc<Description>> {
        let mut kept = self.0.lock().await;
        let fresh = |known: &&Arc<Description>| now - known.at < KEPT && newer_than.is_none_or(|than| known.at > than);
        if let Some(known) = kept.as_ref().filter(fresh) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(fetch(provider, network, now).await?);
        *kept = Some(Arc::clone(&found));
        Ok(found)
    }
}

async fn fetch(provider: &Provider, network: &Network, now: DateTime<Utc>) -> Result<Description> {
    let mut place = provider.issuer.clone();
    let folder = place.path().trim_end_matches('/').to_owned();
    place.set_path(&format!("{folder}/.well-known/openid-configuration"));
    let metadata = network.get(&place).await.map_err(refused)?;
    let metadata: CoreProviderMetadata = serde_json::from_slice(&metadata).map_err(refused)?;
    if metadata.issuer().url() != &provider.issuer {
        return Err(refused(format!("the service calls itself {}", metadata.issuer().as_str())));
    }
    let keys = network.get(metadata.jwks_uri().url()).await.map_err(refused)?;
    let keys = Keys::read(&serde_json::from_slice(&keys).map_err(refused)?);
    Ok(Description { metadata, keys, at: now })
}

impl Description {
    /// When it was fetched.
    pub(super) fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Its name for itself, letter by letter.
    pub(super) fn issuer(&self) -> &Url {
        self.metadata.issuer().url()
    }
}
