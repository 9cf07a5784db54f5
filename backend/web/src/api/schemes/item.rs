//! `/api/v1/schemes/{sha256}`: one published scheme.

use axum::extract::State;
use kakuzuke_store::PublishedScheme;

use super::collection::SchemeItem;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// One published scheme.
#[utoipa::path(
    get,
    path = "/api/v1/schemes/{sha256}",
    operation_id = "read_scheme",
    tag = "schemes",
    params(("sha256" = String, Path, description = "The SHA-256 of its file.", pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, body = SchemeItem))
)]
pub async fn get(State(state): State<AppState>, Path(sha256): Path<String>, _: NoQuery) -> Result<Json<SchemeItem>> {
    Ok(Json(SchemeItem::of(&published(&state, &sha256).await?)?))
}

/// The scheme published under this SHA-256.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn published(state: &AppState, sha256: &str) -> Result<PublishedScheme> {
    if sha256.len() != 64 {
        return Err(AppError::NotFound);
    }
    state.store.scheme_by_sha(sha256).await?.ok_or(AppError::NotFound)
}
