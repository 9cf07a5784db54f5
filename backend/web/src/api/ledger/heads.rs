//! `/api/v1/ledger/heads`: every signed head, largest first.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::entries::position;
use super::head::Head;
use crate::api::list::{self, List};
use crate::error::Result;
use crate::extract::{Json, Query};
use crate::state::AppState;

/// Which page of the heads.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Position {
    /// Where the page before ended: its `next_cursor`.
    #[param(pattern = "^[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Signed heads, largest first: one for every change of the register.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/heads",
    operation_id = "list_ledger_heads",
    tag = "ledger",
    params(Position),
    responses((status = 200, body = List<Head>))
)]
pub async fn get(State(state): State<AppState>, Query(asked): Query<Position>) -> Result<Json<List<Head>>> {
    let limit = list::limit(asked.limit)?;
    let before = asked.cursor.as_deref().map(position).transpose()?;
    let heads = state.store.ledger_heads(before, limit).await?;
    let full = u32::try_from(heads.len()).is_ok_and(|found| found == limit);
    let last = heads.last().map(|head| head.size).filter(|size| full && *size > 1);
    let items = heads.into_iter().map(Head::from).collect();
    Ok(Json(List::uncounted(items, last.map(|size| size.to_string()))))
}
