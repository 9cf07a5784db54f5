//! `/contracts`: search by title, buyer, supplier, period, section, criticality; what ends soon, what is not closed out.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::{ResourceKind, Visible};
use kakuzuke_domain::contracts::Criticality;
use kakuzuke_domain::dates::{fiscal_year, fiscal_year_wareki};
use kakuzuke_store::{ContractQuery, ContractRow};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::due::ContractsDue;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::pages::buyers::{BuyerChoice, choices};
use crate::pages::count::CountView;
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;
/// Fiscal years that are offered: the present one, the next one, and those before.
const YEARS: i32 = 6;

/// The filters as the address holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Filters {
    /// Any part of the title.
    pub text: Option<String>,
    /// Code of a buyer.
    pub buyer: Option<String>,
    /// A supplier.
    pub supplier: Option<Uuid>,
    /// A day of the period.
    pub in_force_on: Option<NaiveDate>,
    /// A fiscal year.
    pub fiscal_year: Option<i32>,
    /// `critical`, `not_critical` or `undetermined`.
    pub critical: Option<Criticality>,
    /// Days within which it ends.
    pub ends_within: Option<u32>,
    /// Any part of the section's name.
    pub section: Option<String>,
    /// Whether only those are shown that have ended and are not closed out.
    pub close_out_open: Option<bool>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl Filters {
    /// What the store is asked.
    #[must_use]
    pub fn query(&self, visible: Visible, limit: u32) -> ContractQuery {
        ContractQuery {
            buyer: self.buyer.clone(),
            supplier: self.supplier,
            text: self.text.clone(),
            in_force_on: self.in_force_on,
            fiscal_year: self.fiscal_year,
            critical: self.critical,
            ends_within: self.ends_within,
            section: self.section.clone(),
            close_out_open: self.close_out_open.unwrap_or(false),
            cursor: self.cursor.clone(),
            limit,
            ..ContractQuery::of(visible)
        }
    }
}

/// The list of contracts.
#[derive(Debug, Serialize)]
pub struct ContractsPage {
    query: Filters,
    supplier: Option<SupplierLink>,
    buyers: Vec<BuyerChoice>,
    rows: Vec<Row>,
    years: Vec<Year>,
    count: CountView,
    due: ContractsDue,
    filtered: bool,
    first: bool,
    next: Option<String>,
}

/// A fiscal year to choose.
#[derive(Debug, Clone, Serialize)]
struct Year {
    year: i32,
    wareki: String,
}

/// The next fiscal year, the present one and those before.
fn years(today: NaiveDate) -> Vec<Year> {
    let next = fiscal_year(today) + 1;
    (0..YEARS).map(|back| next - back).map(|year| Year { year, wareki: fiscal_year_wareki(year) }).collect()
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: Uuid,
    title: String,
    section: Option<String>,
    critical: &'static str,
    buyer_code: Option<String>,
    buyer_name: String,
    supplier_id: Uuid,
    supplier_name: String,
    band: &'static str,
    awarded_on: Option<NaiveDate>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    amount_yen: Option<i64>,
    amount_note: Option<String>,
}

impl From<ContractRow> for Row {
    fn from(row: ContractRow) -> Self {
        let contract = row.contract;
        Self {
            id: contract.contract_id,
            critical: contract.criticality().as_str(),
            section: contract.marks.section,
            title: contract.title,
            buyer_code: contract.buyer_code,
            buyer_name: contract.buyer_name,
            supplier_id: contract.supplier,
            supplier_name: row.supplier_name,
            band: row.band.as_str(),
            awarded_on: contract.awarded_on,
            valid_from: contract.valid_from,
            valid_to: contract.valid_to,
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note,
        }
    }
}

impl Page for ContractsPage {
    const TEMPLATE: &'static str = "contracts/list.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |yen: Option<i64>, note: Option<&str>, on: Option<NaiveDate>| Row {
            id: Uuid::nil(),
            section: on.map(|_| "情報政策課".to_owned()),
            critical: if yen.is_some() { "critical" } else { "undetermined" },
            title: "住民情報システム運用保守業務委託".to_owned(),
            buyer_code: Some("131016".to_owned()),
            buyer_name: "千代田区".to_owned(),
            supplier_id: Uuid::nil(),
            supplier_name: "株式会社見本".to_owned(),
            band: "unrated",
            awarded_on: on,
            valid_from: on,
            valid_to: None,
            amount_yen: yen,
            amount_note: note.map(str::to_owned),
        };
        let page = |rows: Vec<Row>, supplier: Option<SupplierLink>| Self {
            query: Filters { buyer: Some("131016".to_owned()), ..Filters::default() },
            supplier,
            buyers: vec![BuyerChoice { code: "131016".to_owned(), name: "千代田区".to_owned() }],
            years: years(NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default()),
            count: CountView { number: 10_000, capped: true },
            due: ContractsDue::sample(12, u64::from(!rows.is_empty())),
            filtered: rows.is_empty(),
            rows,
            first: false,
            next: None,
        };
        let link = SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
        let rows = vec![
            row(Some(44_000_000), None, NaiveDate::from_ymd_opt(2026, 4, 1)),
            row(None, Some("単価契約"), None),
            row(None, None, None),
        ];
        vec![page(Vec::new(), None), page(rows, Some(link))]
    }
}

/// `GET /contracts`
///
/// # Errors
/// A cursor that is none.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(filters): Query<Filters>) -> Result<Rendered> {
    let visible = caller.sees(ResourceKind::Contracts);
    let now = state.store.as_of(None, None).await?;
    let page = state.store.contracts(&filters.query(visible.clone(), ROWS), &now).await?;
    let supplier = match filters.supplier {
        Some(id) => Some(SupplierLink::find(&state, &caller, id).await?),
        None => None,
    };
    Ok(Rendered::new(ContractsPage {
        years: years(now.valid_on),
        due: ContractsDue::find(&state, &visible, &now).await?,
        filtered: filters != Filters::default(),
        supplier,
        buyers: choices(&state, &caller, ResourceKind::Contracts).await?,
        rows: page.rows.into_iter().map(Row::from).collect(),
        count: CountView::from(page.count),
        first: filters.cursor.is_none(),
        next: page.next_cursor,
        query: filters,
    }))
}
