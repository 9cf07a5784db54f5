//! `/api/v1/buyers`: all buyers.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::BuyerRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::caller::Caller;
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
    /// How many suppliers it has contracts with; null where another buyer's contracts are not shown.
    #[schema(minimum = 0)]
    pub suppliers: Option<u64>,
    /// How many contracts it has; null as above.
    #[schema(minimum = 0)]
    pub contracts: Option<u64>,
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
            suppliers: row.bought.map(|bought| bought.suppliers),
            contracts: row.bought.map(|bought| bought.contracts),
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
pub async fn get(State(state): State<AppState>, caller: Caller, AsOf(as_of): AsOf) -> Result<Json<List<BuyerItem>>> {
    let buyers = state.store.buyers(&caller.sees(ResourceKind::Contracts), &as_of).await?;
    Ok(Json(List::whole(buyers.into_iter().map(BuyerItem::from).collect())))
}
