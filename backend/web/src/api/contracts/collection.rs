//! `/api/v1/contracts`: the list of contracts.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ContractQuery;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::item::ContractItem;
use crate::api::dated::AsOfParams;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Dated, Json};
use crate::state::AppState;

/// What is asked of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Any part of a title.
    #[param(max_length = 200)]
    text: Option<String>,
    /// Only of the buyer with this code (団体コード).
    #[param(pattern = "^[0-9]{6}$")]
    buyer: Option<String>,
    /// Only with this supplier.
    supplier: Option<Uuid>,
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 500)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Contracts known at an instant, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/contracts",
    operation_id = "list_contracts",
    tag = "contracts",
    params(Filter, AsOfParams),
    responses((status = 200, body = List<ContractItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    dated: Dated<Filter>,
) -> Result<Json<List<ContractItem>>> {
    let filter = dated.query;
    if filter.text.as_ref().is_some_and(|text| text.chars().count() > 200) {
        return Err(AppError::invalid("text", "too_long"));
    }
    let is_code = |code: &String| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if filter.buyer.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(AppError::invalid("buyer", "invalid_value"));
    }
    let query = ContractQuery {
        visible: caller.sees(ResourceKind::Contracts),
        buyer: filter.buyer,
        supplier: filter.supplier,
        text: filter.text,
        cursor: list::cursor(filter.cursor)?,
        limit: list::limit(filter.limit)?,
    };
    let page = state.store.contracts(&query, &dated.as_of).await?;
    Ok(Json(List::from_page(page)))
}
