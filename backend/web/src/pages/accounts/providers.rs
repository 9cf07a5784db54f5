//! The other services that the pages offer.

use serde::Serialize;

use crate::state::AppState;

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderLine {
    /// Short name in addresses.
    pub id: String,
    /// What the button says in Japanese.
    pub title_ja: String,
    /// What the button says in English.
    pub title_en: String,
    /// Its address.
    pub issuer: String,
}

impl ProviderLine {
    /// One for samples.
    #[cfg(test)]
    pub fn sample() -> Self {
        Self {
            id: "gbizid".to_owned(),
            title_ja: "GビズID".to_owned(),
            title_en: "gBizID".to_owned(),
            issuer: "https://gbiz-id.go.jp/oauth/".to_owned(),
        }
    }
}

/// All of them, in the order of the configuration.
pub fn providers(state: &AppState) -> Vec<ProviderLine> {
    let line = |provider: &kakuzuke_services::accounts::oidc::Provider| ProviderLine {
        id: provider.id.clone(),
        title_ja: provider.title_ja.clone(),
        title_en: provider.title_en.clone(),
        issuer: provider.issuer.to_string(),
    };
    state.accounts.providers().iter().map(line).collect()
}
