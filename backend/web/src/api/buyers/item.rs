//! `/api/v1/buyers/{code}`: one buyer.

use axum::extract::State;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::band::Band;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// How many suppliers have a band.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandCount {
    /// The band.
    pub band: Band,
    /// How many suppliers.
    #[schema(minimum = 0)]
    pub suppliers: u64,
}

/// A buyer, and the grades of its suppliers today.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerAnswer {
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
    /// Its suppliers by the band they have today; null where another buyer's suppliers are not shown.
    pub bands: Option<Vec<BandCount>>,
}

/// One buyer.
#[utoipa::path(
    get,
    path = "/api/v1/buyers/{code}",
    operation_id = "read_buyer",
    tag = "buyers",
    params(("code" = String, Path, description = "Its code (団体コード).", pattern = "^[0-9]{6}$")),
    responses((status = 200, body = BuyerAnswer))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
) -> Result<Json<BuyerAnswer>> {
    let buyer = state.store.buyer(&code).await?.ok_or(AppError::NotFound)?;
    let bands = if caller.may(Action::Read, &Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer.id))) {
        let bands = state.store.buyer_bands(buyer.seq).await?.into_iter();
        Some(bands.map(|(band, suppliers)| BandCount { band: band.into(), suppliers }).collect())
    } else {
        None
    };
    Ok(Json(BuyerAnswer {
        id: buyer.id,
        code: buyer.code,
        name: buyer.name,
        kana: buyer.kana,
        romaji: buyer.romaji,
        number: buyer.number,
        bands,
    }))
}
