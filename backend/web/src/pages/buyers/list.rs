//! `/buyers`: all of them in their customary order.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::BuyerRow;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The list of buyers.
#[derive(Debug, Serialize)]
pub struct BuyersPage {
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    code: Option<String>,
    name: String,
    kana: Option<String>,
    romaji: Option<String>,
    suppliers: Option<u64>,
    contracts: Option<u64>,
}

impl From<BuyerRow> for Row {
    fn from(row: BuyerRow) -> Self {
        Self {
            code: row.buyer.code,
            name: row.buyer.name,
            kana: row.buyer.kana,
            romaji: row.buyer.romaji,
            suppliers: row.bought.map(|bought| bought.suppliers),
            contracts: row.bought.map(|bought| bought.contracts),
        }
    }
}

impl Page for BuyersPage {
    const TEMPLATE: &'static str = "buyers/list.html";
    const ROOM: Room = Room::Buyers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |code: Option<&str>| Row {
            code: code.map(str::to_owned),
            name: "見本区".to_owned(),
            kana: Some("みほんく".to_owned()),
            romaji: None,
            suppliers: code.map(|_| 1_234),
            contracts: code.map(|_| 0),
        };
        vec![Self { rows: Vec::new() }, Self { rows: vec![row(Some("131016")), row(None)] }]
    }
}

/// `GET /buyers`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let now = state.store.as_of(None, None).await?;
    let rows = state.store.buyers(&caller.sees(ResourceKind::Contracts), &now).await?;
    Ok(Rendered::new(BuyersPage { rows: rows.into_iter().map(Row::from).collect() }))
}
