//! What every handler can reach.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_services::Services;
use kakuzuke_services::accounts::Accounts;
use kakuzuke_store::Store;

use crate::config::WebConfig;
use crate::layers::request_id::RequestIds;
use crate::render::{RenderError, Renderer};

/// What every handler can reach. Cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    /// The work of the house.
    pub services: Services,
    /// The desk at which people show who they are.
    pub accounts: Accounts,
    /// The records.
    pub store: Store,
    /// Templates and catalogues.
    pub renderer: Arc<Renderer>,
    /// What the installation decides.
    pub config: Arc<WebConfig>,
    /// Names for requests.
    pub request_ids: Arc<RequestIds>,
}

impl AppState {
    /// The state of a counter over `services`.
    ///
    /// # Errors
    /// When a template or a catalogue is malformed.
    pub fn new(services: Services, config: WebConfig) -> Result<Self, RenderError> {
        let store = services.store().clone();
        let start = store.now().timestamp_micros();
        Ok(Self {
            accounts: services.accounts().clone(),
            services,
            store,
            renderer: Arc::new(Renderer::new()?),
            config: Arc::new(config),
            request_ids: Arc::new(RequestIds::new(start)),
        })
    }

    /// The injected clock's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.store.now()
    }

    /// The Japanese day of the injected clock.
    pub fn today(&self) -> NaiveDate {
        self.store.today()
    }
}
