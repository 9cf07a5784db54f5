//! `/suppliers`: search, filters, pages.

use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::{ResourceKind, Visible};
use kakuzuke_domain::grades::Band;
use kakuzuke_store::{ListingRow, SupplierQuery, SupplierSort};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::Dated;
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::buyers::{BuyerChoice, choices};
use crate::pages::count::CountView;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Rows of a page.
const ROWS: u32 = 50;
/// The bands as filters, best first.
const BANDS: [Band; 6] = [Band::S, Band::A, Band::B, Band::C, Band::D, Band::Unrated];

/// The filters as the address holds them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Filters {
    /// Any part of a name, reading or number.
    pub text: Option<String>,
    /// A band.
    pub band: Option<String>,
    /// Stars declared.
    pub star: Option<String>,
    /// With or without ISMS.
    pub isms: Option<String>,
    /// With or without a Privacy Mark.
    pub privacy_mark: Option<String>,
    /// Code of a buyer.
    pub buyer: Option<String>,
    /// Order.
    pub sort: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// The list of suppliers.
#[derive(Debug, Serialize)]
pub struct SuppliersPage {
    pub(super) as_of: AsOfView,
    pub(super) dated: DatedLink,
    pub(super) query: Echo,
    pub(super) filtered: bool,
    pub(super) narrowed: bool,
    pub(super) first: bool,
    pub(super) rows: Vec<Row>,
    pub(super) count: CountView,
    pub(super) next: Option<String>,
    pub(super) bands: Vec<&'static str>,
    pub(super) sorts: Vec<&'static str>,
    pub(super) buyers: Vec<BuyerChoice>,
}

/// The filters and the two dates, for links.
#[derive(Debug, Serialize)]
pub(super) struct Echo {
    #[serde(flatten)]
    pub(super) filters: Filters,
    #[serde(flatten)]
    pub(super) dated: DatedLink,
}

/// A supplier in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    id: Uuid,
    name: String,
    number: Option<String>,
    kind: &'static str,
    band: &'static str,
    points_milli: i64,
    conditional_until: Option<NaiveDate>,
    next_change_on: Option<NaiveDate>,
    star: u8,
    isms: bool,
    privacy_mark: bool,
}

impl From<ListingRow> for Row {
    fn from(row: ListingRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            number: row.number,
            kind: row.kind.as_str(),
            band: row.band.as_str(),
            points_milli: row.points_milli,
            conditional_until: row.conditional_until,
            next_change_on: row.next_change_on,
            star: row.star,
            isms: row.isms,
            privacy_mark: row.privacy_mark,
        }
    }
}

impl Page for SuppliersPage {
    const TEMPLATE: &'static str = "suppliers/list.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::lists()
    }
}

impl Filters {
    /// What the store is asked.
    ///
    /// # Errors
    /// A value that no filter has.
    pub fn query(&self, visible: Visible, limit: u32) -> Result<SupplierQuery> {
        let not_one_of = |field: &str| AppError::invalid(field, "invalid_value");
        let flag = |field: &str, value: &Option<String>| match value.as_deref() {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(not_one_of(field)),
        };
        let star = match self.star.as_deref() {
            None => None,
            Some(star) => {
                Some(star.parse().ok().filter(|star| matches!(star, 1 | 2)).ok_or_else(|| not_one_of("star"))?)
            }
        };
        let band = match self.band.as_deref() {
            None => None,
            Some(word) => Some(Band::from_word(word).ok_or_else(|| not_one_of("band"))?),
        };
        let sort = match self.sort.as_deref() {
            None => SupplierSort::default(),
            Some(word) => SupplierSort::from_word(word).ok_or_else(|| not_one_of("sort"))?,
        };
        Ok(SupplierQuery {
            visible,
            text: self.text.clone(),
            band,
            star,
            isms: flag("isms", &self.isms)?,
            privacy_mark: flag("privacy_mark", &self.privacy_mark)?,
            buyer: self.buyer.clone(),
            sort,
            cursor: self.cursor.clone(),
            limit,
        })
    }

    fn narrows(&self) -> bool {
        let filters = [&self.band, &self.star, &self.isms, &self.privacy_mark, &self.buyer, &self.sort];
        filters.iter().any(|filter| filter.is_some())
    }
}

/// `GET /suppliers`
///
/// # Errors
/// A filter that does not exist.
pub async fn get(State(state): State<AppState>, caller: Caller, uri: Uri, dated: Dated<Filters>) -> Result<Rendered> {
    let filters = dated.query;
    caller.require_contracts_of(&state, filters.buyer.as_deref()).await?;
    let query = filters.query(caller.sees(ResourceKind::Suppliers), ROWS)?;
    let page = state.store.search_suppliers(&query, &dated.as_of).await?;
    let as_of = AsOfView::new(dated.as_of, &uri);
    Ok(Rendered::new(SuppliersPage {
        dated: as_of.link(),
        filtered: filters.narrows() || filters.text.is_some(),
        narrowed: filters.narrows() || as_of.chosen,
        first: filters.cursor.is_none(),
        rows: page.rows.into_iter().map(Row::from).collect(),
        count: CountView::from(page.count),
        next: page.next_cursor,
        bands: BANDS.map(Band::as_str).to_vec(),
        sorts: SupplierSort::ALL.map(SupplierSort::as_str).to_vec(),
        buyers: choices(&state, &caller, ResourceKind::Contracts).await?,
        query: Echo { filters, dated: as_of.link() },
        as_of,
    }))
}
