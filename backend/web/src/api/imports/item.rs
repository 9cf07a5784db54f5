//! `/api/v1/imports/{id}`: how an import stands.

use axum::extract::State;
use kakuzuke_domain::accounts::Action;
use uuid::Uuid;

use super::answer::Import;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// How an import stands, and what became of its rows.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    operation_id = "read_import",
    tag = "imports",
    params(("id" = Uuid, Path, description = "The import's id.")),
    responses((status = 200, body = Import))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<Json<Import>> {
    Ok(Json(Import::read(&state, &caller, Action::Read, id).await?))
}
