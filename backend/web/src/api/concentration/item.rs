//! `/api/v1/concentration/{id}`: what stops if this company fails.

use axum::extract::State;
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_domain::contracts::Criticality;
use kakuzuke_store::Dependence;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::day::Day;
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, Path};
use crate::state::AppState;

/// The most contracts that are answered, the critical ones first.
const MOST: u32 = 1_000;

/// Whether a contract is critical.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DependenceCriticality)]
pub enum CriticalityWord {
    /// It is.
    Critical,
    /// It is not.
    NotCritical,
    /// What is told does not suffice.
    Undetermined,
}

/// A contract that hangs on a company.
#[derive(Debug, Serialize, ToSchema)]
pub struct DependenceItem {
    /// The contract.
    pub contract: Uuid,
    /// What it is about.
    pub title: String,
    /// The code of its buyer (団体コード).
    pub buyer: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// The name of its contractor.
    pub contractor_name: String,
    /// The tier in which the company works: 0 for the contractor.
    #[schema(minimum = 0)]
    pub tier: u32,
    /// Whether it is critical.
    pub criticality: CriticalityWord,
    /// People whose data it handles; null if it is not known.
    #[schema(minimum = 0)]
    pub persons: Option<u64>,
    /// Its last day.
    pub valid_to: Option<Day>,
    /// The weakest grade today among all companies of its chain; null if none has one.
    pub weakest: Option<Band>,
    /// How many companies of its chain have no grade.
    #[schema(minimum = 0)]
    pub unrated: usize,
    /// How many companies its chain has.
    #[schema(minimum = 1)]
    pub companies: u64,
}

impl From<Dependence> for DependenceItem {
    fn from(one: Dependence) -> Self {
        Self {
            contract: one.contract,
            title: one.title,
            buyer: one.buyer_code,
            buyer_name: one.buyer_name,
            contractor_name: one.contractor_name,
            tier: one.tier,
            criticality: match one.criticality {
                Criticality::Critical => CriticalityWord::Critical,
                Criticality::NotCritical => CriticalityWord::NotCritical,
                Criticality::Undetermined => CriticalityWord::Undetermined,
            },
            persons: one.persons,
            valid_to: one.valid_to.map(Day),
            weakest: one.weakest.band.map(Band::from),
            unrated: one.weakest.unrated,
            companies: one.companies,
        }
    }
}

/// Every contract in force that a company works for, in whatever tier.
#[utoipa::path(
    get,
    path = "/api/v1/concentration/{id}",
    operation_id = "list_dependences",
    tag = "concentration",
    params(("id" = Uuid, Path, description = "The company's id."), AsOfParams),
    responses((status = 200, body = List<DependenceItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<DependenceItem>>> {
    caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, id)?;
    if state.store.suppliers_by_ids(&[id]).await?.is_empty() {
        return Err(AppError::NotFound);
    }
    let rows = state.store.dependences(id, &caller.sees(ResourceKind::Subcontracts), &as_of, MOST).await?;
    Ok(Json(List::whole(rows.into_iter().map(Into::into).collect())))
}
