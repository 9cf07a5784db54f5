//! `/buyers/{code}`: one buyer, its suppliers and their grades.

use axum::extract::State;
use axum::http::Uri;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind, Visible};
use kakuzuke_store::{SupplierQuery, SupplierSort};
use serde::{Deserialize, Serialize};

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Dated, Path};
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::count::CountView;
use crate::pages::suppliers::list::Row;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 100;

/// One buyer.
#[derive(Debug, Serialize)]
pub struct BuyerPage {
    as_of: AsOfView,
    dated: DatedLink,
    buyer: BuyerView,
    shown: bool,
    rows: Vec<Row>,
    count: CountView,
    first: bool,
    next: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct BuyerView {
    code: String,
    name: String,
    number: Option<String>,
}

/// Where the page before ended.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<String>,
}

impl Page for BuyerPage {
    const TEMPLATE: &'static str = "buyers/show.html";
    const ROOM: Room = Room::Buyers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use crate::pages::suppliers::samples;
        let page = |rows: Vec<Row>, uri: &str| Self {
            shown: true,
            dated: samples::as_of(uri).link(),
            as_of: samples::as_of(uri),
            buyer: BuyerView {
                code: "131016".to_owned(),
                name: "千代田区".to_owned(),
                number: Some("8000020131016".to_owned()),
            },
            count: CountView { number: rows.len() as u64, capped: false },
            rows,
            first: true,
            next: Some("x".to_owned()),
        };
        let foreign = Self { shown: false, ..page(Vec::new(), "/buyers/131016") };
        vec![foreign, page(Vec::new(), "/buyers/131016"), page(samples::rows(), "/buyers/131016?valid_on=2026-04-01")]
    }
}

/// `GET /buyers/{code}?valid_on&known_at`
///
/// # Errors
/// Not found without such a buyer.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(code): Path<String>,
    dated: Dated<Position>,
) -> Result<Rendered> {
    let buyer = state.store.buyer(&code).await?.ok_or(AppError::NotFound)?;
    let shown = caller.may(Action::Read, &Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer.id)));
    let visible = if shown { caller.sees(ResourceKind::Suppliers) } else { Visible::Of(Vec::new()) };
    let query = SupplierQuery {
        buyer: Some(code.clone()),
        sort: SupplierSort::Grade,
        cursor: dated.query.cursor.clone(),
        limit: ROWS,
        ..SupplierQuery::of(visible)
    };
    let page = state.store.search_suppliers(&query, &dated.as_of).await?;
    let as_of = AsOfView::new(dated.as_of, &uri);
    Ok(Rendered::new(BuyerPage {
        dated: as_of.link(),
        as_of,
        buyer: BuyerView { code, name: buyer.name, number: buyer.number },
        shown,
        rows: page.rows.into_iter().map(Row::from).collect(),
        count: CountView::from(page.count),
        first: dated.query.cursor.is_none(),
        next: page.next_cursor,
    }))
}
