//! `/api/v1/suppliers`: the list, and the registration of a new supplier.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::{ResourceKind, Visible};
use kakuzuke_store::{ListingRow, SupplierQuery, SupplierSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::item::Supplier;
use super::key::SupplierKey;
use super::names::SupplierKind;
use super::registration::Registration;
use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::day::Day;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Dated, Json, NoQuery};
use crate::state::AppState;
use crate::writes::register_supplier;

/// The order of the list. With `text` it is always that of registration.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As they came into the register.
    #[default]
    Registered,
    /// By reading or name.
    Name,
    /// The best grade first.
    Grade,
    /// The next change of a grade first; without those that never change.
    NextChange,
}

/// What is asked of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Any part of a name (with or without 株式会社), reading or number.
    #[param(max_length = 200)]
    text: Option<String>,
    /// Only this band.
    #[param(inline)]
    band: Option<Band>,
    /// Only with SECURITY ACTION of at least this many stars.
    #[param(minimum = 1, maximum = 2)]
    star: Option<u8>,
    /// Only with (or without) an ISO/IEC 27001 certificate.
    isms: Option<bool>,
    /// Only with (or without) a Privacy Mark.
    privacy_mark: Option<bool>,
    /// Only with a contract of the buyer with this code (団体コード).
    #[param(pattern = "^[0-9]{6}$")]
    buyer: Option<String>,
    /// The order.
    #[param(inline)]
    sort: Option<Sort>,
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 500)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl Filter {
    fn into_query(self, visible: Visible) -> Result<SupplierQuery> {
        let mut problems = Vec::new();
        if self.text.as_ref().is_some_and(|text| text.chars().count() > 200) {
            problems.push(FieldProblem::new("text", "too_long"));
        }
        if self.star.is_some_and(|star| !(1..=2).contains(&star)) {
            problems.push(FieldProblem::new("star", "out_of_range").with("minimum", "1").with("maximum", "2"));
        }
        let is_code = |code: &String| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        if self.buyer.as_ref().is_some_and(|code| !is_code(code)) {
            problems.push(FieldProblem::new("buyer", "invalid_value"));
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        Ok(SupplierQuery {
            visible,
            text: self.text,
            band: self.band.map(Into::into),
            star: self.star,
            isms: self.isms,
            privacy_mark: self.privacy_mark,
            buyer: self.buyer,
            sort: match self.sort.unwrap_or_default() {
                Sort::Registered => SupplierSort::Registered,
                Sort::Name => SupplierSort::Name,
                Sort::Grade => SupplierSort::Grade,
                Sort::NextChange => SupplierSort::NextChange,
            },
            cursor: list::cursor(self.cursor)?,
            limit: list::limit(self.limit)?,
        })
    }
}

/// One supplier of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplierItem {
    /// Its id.
    pub id: Uuid,
    /// Its corporate number.
    pub number: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SupplierKind,
    /// Prefecture and city, or the country.
    pub place: Option<String>,
    /// The day on which its registration was closed.
    pub closed_on: Option<Day>,
    /// The band of its grade.
    pub band: Band,
    /// Points in thousandths.
    pub points_milli: i64,
    /// The applicable maximum, in thousandths.
    pub coverage_milli: i64,
    /// The last day of a conditional S.
    pub conditional_until: Option<Day>,
    /// The first day on which the grade changes by itself.
    pub next_change_on: Option<Day>,
    /// Stars of SECURITY ACTION, 0 for none.
    #[schema(minimum = 0, maximum = 2)]
    pub star: u8,
    /// Whether it has an ISO/IEC 27001 certificate.
    pub isms: bool,
    /// Whether it has a Privacy Mark.
    pub privacy_mark: bool,
}

impl From<ListingRow> for SupplierItem {
    fn from(row: ListingRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            name: row.name,
            kind: row.kind.into(),
            place: row.place,
            closed_on: row.closed_on.map(Day),
            band: row.band.into(),
            points_milli: row.points_milli,
            coverage_milli: row.coverage_milli,
            conditional_until: row.conditional_until.map(Day),
            next_change_on: row.next_change_on.map(Day),
            star: row.star,
            isms: row.isms,
            privacy_mark: row.privacy_mark,
        }
    }
}

/// Suppliers with their grades, as of two dates.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers",
    operation_id = "list_suppliers",
    tag = "suppliers",
    params(Filter, AsOfParams),
    responses((status = 200, body = List<SupplierItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    dated: Dated<Filter>,
) -> Result<Json<List<SupplierItem>>> {
    let query = dated.query.into_query(caller.sees(ResourceKind::Suppliers))?;
    caller.require_contracts_of(&state, query.buyer.as_deref()).await?;
    let page = state.store.search_suppliers(&query, &dated.as_of).await?;
    Ok(Json(List::from_page(page)))
}

/// Registers a supplier.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers",
    operation_id = "register_supplier",
    tag = "suppliers",
    request_body = Registration,
    responses((
        status = 201,
        body = Supplier,
        headers(("location" = String, description = "The address of the new supplier."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    _: NoQuery,
    Json(registration): Json<Registration>,
) -> Result<impl IntoResponse> {
    let id = register_supplier(&state, &caller.signature(), &registration.into_profile()?).await?;
    let now = state.store.as_of(None, None).await?;
    let supplier: Supplier = SupplierKey::Id(id).record(&state, &caller, ResourceKind::Suppliers, &now).await?.into();
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/suppliers/{id}"))], Json(supplier)))
}
