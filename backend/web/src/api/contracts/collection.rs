//! `/api/v1/contracts`: the list of contracts, and the recording of a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ContractQuery;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::body::ContractBody;
use super::item::ContractItem;
use super::words::Criticality;
use crate::api::dated::AsOfParams;
use crate::api::day::Day;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Dated, Json, NoQuery};
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
    /// Only those whose period contains this day.
    #[param(inline)]
    in_force_on: Option<Day>,
    /// Only those of this fiscal year (April to March).
    #[param(minimum = 1900, maximum = 2200)]
    fiscal_year: Option<i32>,
    /// Only those judged so.
    #[param(inline)]
    critical: Option<Criticality>,
    /// Only those that end within so many days of `valid_on` and are not renewed.
    #[param(minimum = 0, maximum = 3660)]
    ends_within: Option<u32>,
    /// Any part of the section in charge.
    #[param(max_length = 100)]
    section: Option<String>,
    /// Only those that have ended without being closed out, though they may have had personal data.
    close_out_open: Option<bool>,
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 500)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A contract to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContractBody {
    /// The code of the buyer (団体コード).
    #[schema(pattern = "^[0-9]{6}$")]
    pub buyer: String,
    /// The supplier's id.
    pub supplier: Uuid,
    /// What it says.
    pub contract: ContractBody,
}

fn within(field: &str, number: Option<i64>, least: i64, most: i64) -> Result<()> {
    match number {
        Some(number) if !(least..=most).contains(&number) => Err(AppError::Invalid(vec![
            FieldProblem::new(field, "out_of_range")
                .with("minimum", least.to_string())
                .with("maximum", most.to_string()),
        ])),
        _ => Ok(()),
    }
}

/// Contracts known at an instant, by the terms that hold on a day, the newest first.
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
    for (field, text, most) in [("text", &filter.text, 200), ("section", &filter.section, 100)] {
        if text.as_ref().is_some_and(|text| text.chars().count() > most) {
            return Err(AppError::invalid(field, "too_long"));
        }
    }
    let is_code = |code: &String| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if filter.buyer.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(AppError::invalid("buyer", "invalid_value"));
    }
    within("fiscal_year", filter.fiscal_year.map(i64::from), 1900, 2200)?;
    within("ends_within", filter.ends_within.map(i64::from), 0, 3660)?;
    let query = ContractQuery {
        buyer: filter.buyer,
        supplier: filter.supplier,
        text: filter.text,
        in_force_on: filter.in_force_on.map(|day| day.0),
        fiscal_year: filter.fiscal_year,
        critical: filter.critical.map(|word| word.0),
        ends_within: filter.ends_within,
        section: filter.section,
        close_out_open: filter.close_out_open.unwrap_or(false),
        cursor: list::cursor(filter.cursor)?,
        limit: list::limit(filter.limit)?,
        ..ContractQuery::of(caller.sees(ResourceKind::Contracts))
    };
    let page = state.store.contracts(&query, &dated.as_of).await?;
    let items = page.rows.into_iter().map(ContractItem::of).collect::<Result<Vec<_>>>()?;
    Ok(Json(List { items, next_cursor: page.next_cursor, count: page.count.number, count_capped: page.count.capped }))
}

/// Records a contract of a buyer with a supplier.
#[utoipa::path(
    post,
    path = "/api/v1/contracts",
    operation_id = "record_contract",
    tag = "contracts",
    request_body = NewContractBody,
    responses((
        status = 201,
        body = ContractItem,
        headers(("location" = String, description = "The address of the new contract."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    _: NoQuery,
    Json(new): Json<NewContractBody>,
) -> Result<impl IntoResponse> {
    let buyer = state.store.buyer(&new.buyer).await?.ok_or_else(|| AppError::invalid("buyer", "unknown_buyer"))?;
    let draft = new.contract.draft();
    let id = state.services.record_contract(caller.actor(), buyer.id, new.supplier, None, draft).await?;
    let location = format!("/api/v1/contracts/{id}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(ContractItem::now(&state, &caller, id).await?)))
}
