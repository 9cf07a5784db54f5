//! `/api/v1/schemes`: all published schemes.

use axum::extract::State;
use kakuzuke_store::PublishedScheme;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::day::{Day, Instant};
use crate::api::list::List;
use crate::error::Result;
use crate::extract::{Json, NoQuery};
use crate::state::AppState;

/// A published scheme.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeItem {
    /// The SHA-256 of its file, by which it is known.
    pub sha256: String,
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The first day for which it is meant.
    pub effective_from: Day,
    /// When it was published.
    pub published_at: Instant,
    /// Its title in Japanese.
    pub title_ja: String,
    /// Its title in English.
    pub title_en: String,
}

impl SchemeItem {
    /// What the list says of a scheme.
    ///
    /// # Errors
    /// Ours, if what was published can no longer be read.
    pub fn of(published: &PublishedScheme) -> Result<Self> {
        let scheme = published.parse()?;
        Ok(Self {
            sha256: published.sha256.clone(),
            id: scheme.id,
            version: scheme.version,
            effective_from: Day(scheme.effective_from),
            published_at: Instant(published.published_at),
            title_ja: scheme.title.ja,
            title_en: scheme.title.en,
        })
    }
}

/// All published schemes, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/schemes",
    operation_id = "list_schemes",
    tag = "schemes",
    responses((status = 200, body = List<SchemeItem>))
)]
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Json<List<SchemeItem>>> {
    let published = state.store.schemes().await?;
    let items: Result<Vec<SchemeItem>> = published.iter().map(SchemeItem::of).collect();
    Ok(Json(List::whole(items?)))
}
