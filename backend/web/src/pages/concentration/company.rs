//! `/contracts/concentration/{id}`: what stops if this company fails.

use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::Dependence;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Path};
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Contracts shown.
const ROWS: u32 = 500;

/// The contracts that hang on one company.
#[derive(Debug, Serialize)]
pub struct CompanyPage {
    as_of: AsOfView,
    dated: DatedLink,
    company: SupplierLink,
    rows: Vec<Row>,
    critical: usize,
    undetermined: usize,
    persons: u64,
    persons_unknown: usize,
    buyers: usize,
    more: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    contract: Uuid,
    title: String,
    buyer_code: Option<String>,
    buyer_name: String,
    contractor_name: String,
    tier: u32,
    criticality: &'static str,
    criticality_kind: &'static str,
    persons: Option<u64>,
    valid_to: Option<NaiveDate>,
    weakest: Option<&'static str>,
    unrated: usize,
    companies: u64,
}

/// How the word of a criticality is coloured.
fn kind(criticality: &str) -> &'static str {
    match criticality {
        "critical" => "stop",
        "undetermined" => "warn",
        _ => "",
    }
}

impl From<Dependence> for Row {
    fn from(one: Dependence) -> Self {
        Self {
            contract: one.contract,
            title: one.title,
            buyer_code: one.buyer_code,
            buyer_name: one.buyer_name,
            contractor_name: one.contractor_name,
            tier: one.tier,
            criticality: one.criticality.as_str(),
            criticality_kind: kind(one.criticality.as_str()),
            persons: one.persons,
            valid_to: one.valid_to,
            weakest: one.weakest.band.map(|band| band.as_str()),
            unrated: one.weakest.unrated,
            companies: one.companies,
        }
    }
}

impl CompanyPage {
    fn of(as_of: AsOfView, company: SupplierLink, rows: Vec<Row>) -> Self {
        let buyers: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.buyer_name.as_str()).collect();
        Self {
            dated: as_of.link(),
            as_of,
            company,
            critical: rows.iter().filter(|row| row.criticality == "critical").count(),
            undetermined: rows.iter().filter(|row| row.criticality == "undetermined").count(),
            persons: rows.iter().filter_map(|row| row.persons).sum(),
            persons_unknown: rows.iter().filter(|row| row.persons.is_none()).count(),
            buyers: buyers.len(),
            more: rows.len() >= ROWS as usize,
            rows,
        }
    }
}

impl Page for CompanyPage {
    const TEMPLATE: &'static str = "concentration/company.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let as_of = crate::pages::suppliers::samples::as_of("/contracts/concentration/1");
        let link = || SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
        let row = |(index, criticality): (usize, &'static str)| Row {
            contract: Uuid::nil(),
            title: "住民情報システム運用保守業務委託".to_owned(),
            buyer_code: (index > 0).then(|| "131016".to_owned()),
            buyer_name: "千代田区".to_owned(),
            contractor_name: "株式会社見本".to_owned(),
            tier: u32::try_from(index).unwrap_or(0),
            criticality,
            criticality_kind: kind(criticality),
            persons: (index > 0).then_some(300_000),
            valid_to: NaiveDate::from_ymd_opt(2027, 3, 31).filter(|_| index > 0),
            weakest: (index > 0).then_some("D"),
            unrated: index,
            companies: 3,
        };
        let rows = ["critical", "not_critical", "undetermined"].into_iter().enumerate().map(row).collect();
        let more = Self { more: true, ..Self::of(as_of.clone(), link(), rows) };
        vec![Self::of(as_of, link(), Vec::new()), more]
    }
}

/// `GET /contracts/concentration/{id}?valid_on&known_at`
///
/// # Errors
/// Not found without such a company, or if it is not for the caller.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Rendered> {
    let company = SupplierLink::find(&state, &caller, id).await?;
    let visible = caller.sees(ResourceKind::Subcontracts);
    let rows = state.store.dependences(id, &visible, &as_of, ROWS).await?;
    Ok(Rendered::new(CompanyPage::of(AsOfView::new(as_of, &uri), company, rows.into_iter().map(Row::from).collect())))
}
