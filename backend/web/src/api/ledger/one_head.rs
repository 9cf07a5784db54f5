//! `/api/v1/ledger/heads/{size}`: one signed head, to be kept.

use axum::extract::State;

use super::head::Head;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// The signed head of the first entries.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/heads/{size}",
    operation_id = "read_ledger_head_of",
    tag = "ledger",
    params(("size" = u64, Path, description = "How many entries it covers.", minimum = 1, maximum = 9007199254740991_i64)),
    responses((status = 200, body = Head))
)]
pub async fn get(State(state): State<AppState>, Path(size): Path<i64>, _: NoQuery) -> Result<Json<Head>> {
    let head = state.store.ledger_head_of(size).await?.ok_or(AppError::NotFound)?;
    Ok(Json(head.into()))
}
