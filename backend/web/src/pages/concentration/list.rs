//! `/contracts/concentration`: the companies on which most hangs.

use axum::extract::State;
use axum::http::Uri;
use kakuzuke_domain::accounts::{ResourceKind, Visible};
use kakuzuke_store::ConcentrationRow;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::AsOf;
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Companies shown.
const ROWS: u32 = 100;

/// The companies, the heaviest first.
#[derive(Debug, Serialize)]
pub struct ConcentrationPage {
    as_of: AsOfView,
    dated: DatedLink,
    rows: Vec<Row>,
    most: u32,
    /// Whether these are the contracts of every buyer.
    all: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    company: Uuid,
    name: String,
    number: Option<String>,
    band: &'static str,
    contracts: u64,
    as_subcontractor: u64,
    critical: u64,
    undetermined: u64,
    buyers: u64,
    persons: u64,
    persons_unknown: u64,
}

impl From<ConcentrationRow> for Row {
    fn from(row: ConcentrationRow) -> Self {
        Self {
            company: row.company,
            name: row.name,
            number: row.number,
            band: row.band.as_str(),
            contracts: row.contracts,
            as_subcontractor: row.as_subcontractor,
            critical: row.critical,
            undetermined: row.undetermined,
            buyers: row.buyers,
            persons: row.persons,
            persons_unknown: row.persons_unknown,
        }
    }
}

impl Page for ConcentrationPage {
    const TEMPLATE: &'static str = "concentration/list.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let as_of = crate::pages::suppliers::samples::as_of("/contracts/concentration");
        let row = |number: u64| Row {
            company: Uuid::nil(),
            name: "株式会社見本".to_owned(),
            number: (number > 0).then(|| "7000012050002".to_owned()),
            band: "unrated",
            contracts: 12,
            as_subcontractor: number,
            critical: number,
            undetermined: number,
            buyers: 3,
            persons: 300_000 * number,
            persons_unknown: number,
        };
        let page =
            |rows: Vec<Row>| Self { dated: as_of.link(), as_of: as_of.clone(), all: rows.is_empty(), rows, most: ROWS };
        vec![page(Vec::new()), page(vec![row(4), row(0)])]
    }
}

/// `GET /contracts/concentration?valid_on&known_at`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, uri: Uri, AsOf(as_of): AsOf) -> Result<Rendered> {
    let visible = caller.sees(ResourceKind::Subcontracts);
    let rows = state.store.concentration(&visible, &as_of, ROWS).await?;
    let dates = AsOfView::new(as_of, &uri);
    Ok(Rendered::new(ConcentrationPage {
        dated: dates.link(),
        as_of: dates,
        rows: rows.into_iter().map(Row::from).collect(),
        most: ROWS,
        all: visible == Visible::All,
    }))
}
