//! `/api/v1/clause-sets`: the published sets of standard clauses.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kakuzuke_store::PublishedClauses;
use serde::Serialize;
use utoipa::ToSchema;

use super::collection::ClauseItem;
use crate::api::day::{Day, Instant};
use crate::api::list::List;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// A published set.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClauseSetItem {
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
    /// Its clauses in the order of the articles.
    #[schema(min_items = 1)]
    pub clauses: Vec<ClauseItem>,
}

impl ClauseSetItem {
    fn of(published: &PublishedClauses) -> Result<Self> {
        let set = published.parse()?;
        let clauses = set.clauses.iter().zip(1..).map(|(clause, number)| ClauseItem::of(clause, number)).collect();
        Ok(Self {
            sha256: published.sha256.clone(),
            id: set.id,
            version: set.version,
            effective_from: Day(set.effective_from),
            published_at: Instant(published.published_at),
            title_ja: set.title.ja,
            title_en: set.title.en,
            clauses,
        })
    }
}

async fn published(state: &AppState, sha256: &str) -> Result<PublishedClauses> {
    if sha256.len() != 64 {
        return Err(AppError::NotFound);
    }
    state.store.clause_set(sha256).await?.ok_or(AppError::NotFound)
}

/// All published sets, the one in use first.
#[utoipa::path(
    get,
    path = "/api/v1/clause-sets",
    operation_id = "list_clause_sets",
    tag = "clauses",
    responses((status = 200, body = List<ClauseSetItem>))
)]
pub async fn list(State(state): State<AppState>, _: NoQuery) -> Result<Json<List<ClauseSetItem>>> {
    let sets = state.store.clause_sets().await?;
    let items: Result<Vec<ClauseSetItem>> = sets.iter().map(ClauseSetItem::of).collect();
    Ok(Json(List::whole(items?)))
}

/// One published set.
#[utoipa::path(
    get,
    path = "/api/v1/clause-sets/{sha256}",
    operation_id = "read_clause_set",
    tag = "clauses",
    params(("sha256" = String, Path, description = "The SHA-256 of its file.", pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, body = ClauseSetItem))
)]
pub async fn get(State(state): State<AppState>, Path(sha256): Path<String>, _: NoQuery) -> Result<Json<ClauseSetItem>> {
    Ok(Json(ClauseSetItem::of(&published(&state, &sha256).await?)?))
}

/// The set's file, byte for byte: its SHA-256 is that of the address. A revision begins with it.
#[utoipa::path(
    get,
    path = "/api/v1/clause-sets/{sha256}/file",
    operation_id = "read_clause_set_file",
    tag = "clauses",
    params(("sha256" = String, Path, description = "The SHA-256 of its file.", pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, body = String, content_type = "application/toml"))
)]
pub async fn file(State(state): State<AppState>, Path(sha256): Path<String>, _: NoQuery) -> Result<impl IntoResponse> {
    Ok(([(CONTENT_TYPE, "application/toml")], published(&state, &sha256).await?.toml))
}
