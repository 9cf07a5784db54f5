//! `/api/v1/schemes/{sha256}/file`: the scheme's file, byte for byte.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::item::published;
use crate::error::Result;
use crate::extract::{NoQuery, Path};
use crate::state::AppState;

/// The scheme's file, byte for byte: its SHA-256 is that of the address, and `kakuzuke grade --scheme` reads it.
#[utoipa::path(
    get,
    path = "/api/v1/schemes/{sha256}/file",
    operation_id = "read_scheme_file",
    tag = "schemes",
    params(("sha256" = String, Path, description = "The SHA-256 of its file.", pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, body = String, content_type = "application/toml"))
)]
pub async fn get(State(state): State<AppState>, Path(sha256): Path<String>, _: NoQuery) -> Result<impl IntoResponse> {
    let published = published(&state, &sha256).await?;
    Ok(([(CONTENT_TYPE, "application/toml")], published.toml))
}
