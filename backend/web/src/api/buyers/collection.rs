//! `/api/v1/buyers`: all buyers.

use axum::extract::State;
use kakuzuke_store::BuyerRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::error::Result;
use crate::extract::{AsOf, Json};
use crate::state::AppState;

/// A buyer of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerItem {
    /// Its id.
    pub id: Uuid,
    /// Its code (団体コード).
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// The reading of its name.
    pub kana: Option<String>,
    /// Its name in Latin letters.
    pub romaji: Option<String>,
    /// Its corporate number.
    pub number: Option<String>,
    /// How many suppliers it has contracts with.
    #[schema(minimum = 0)]
    pub suppliers: u64,
    /// How many contracts it has.
    #[schema(minimum = 0)]
    pub contracts: u64,
}

impl From<BuyerRow> for BuyerItem {
    fn from(row: BuyerRow) -> Self {
        Self {
            id: row.buyer.id,
            code: row.buyer.code,
            name: row.buyer.name,
            kana: row.buyer.kana,
            romaji: row.buyer.romaji,
            number: row.buyer.number,
            suppliers: row.suppliers,
            contracts: row.contracts,
        }
    }
}

/// All buyers, with what was known of their contracts.
#[utoipa::path(
    get,
    path = "/api/v1/buyers",
    operation_id = "list_buyers",
    tag = "buyers",
    params(AsOfParams),
    responses((status = 200, body = List<BuyerItem>))
)]
pub async fn get(State(state): State<AppState>, AsOf(as_of): AsOf) -> Result<Json<List<BuyerItem>>> {
    let buyers = state.store.buyers(&as_of).await?;
    Ok(Json(List::whole(buyers.into_iter().map(BuyerItem::from).collect())))
}
