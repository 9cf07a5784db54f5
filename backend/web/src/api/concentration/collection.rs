//! `/api/v1/concentration`: the companies on which most hangs.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ConcentrationRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Dated, Json};
use crate::state::AppState;

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// How many companies are answered.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A company and what hangs on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConcentrationItem {
    /// The company.
    pub id: Uuid,
    /// Its name today.
    pub name: String,
    /// Its corporate number today.
    pub number: Option<String>,
    /// Its band today.
    pub band: Band,
    /// Contracts in force that it works for, in whatever tier.
    #[schema(minimum = 0)]
    pub contracts: u64,
    /// Those of them in which it is a subcontractor.
    #[schema(minimum = 0)]
    pub as_subcontractor: u64,
    /// Those of them that are critical.
    #[schema(minimum = 0)]
    pub critical: u64,
    /// Those of them of which it cannot be said whether they are.
    #[schema(minimum = 0)]
    pub undetermined: u64,
    /// Buyers whose contracts these are.
    #[schema(minimum = 0)]
    pub buyers: u64,
    /// People whose data these contracts handle, as far as it is known.
    #[schema(minimum = 0)]
    pub persons: u64,
    /// Contracts of which the number of people is not known.
    #[schema(minimum = 0)]
    pub persons_unknown: u64,
}

impl From<ConcentrationRow> for ConcentrationItem {
    fn from(row: ConcentrationRow) -> Self {
        Self {
            id: row.company,
            name: row.name,
            number: row.number,
            band: row.band.into(),
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

/// The companies on which most hangs on a day, those with the most critical contracts first: of all buyers for the council,
/// of the own body for a buyer.
#[utoipa::path(
    get,
    path = "/api/v1/concentration",
    operation_id = "list_concentration",
    tag = "concentration",
    params(Filter, AsOfParams),
    responses((status = 200, body = List<ConcentrationItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    dated: Dated<Filter>,
) -> Result<Json<List<ConcentrationItem>>> {
    let limit = list::limit(dated.query.limit)?;
    let rows = state.store.concentration(&caller.sees(ResourceKind::Subcontracts), &dated.as_of, limit).await?;
    Ok(Json(List::whole(rows.into_iter().map(Into::into).collect())))
}
