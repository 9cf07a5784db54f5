//! `/api/v1/contracts/{id}`: one contract, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_store::ContractRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{AttributesBody, ContractBody};
use super::words::Criticality;
use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::day::{Day, Instant};
use crate::api::reason;
use crate::api::versions::Withdrawal;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, NoQuery, Path, Query};
use crate::state::AppState;

/// A contract as it was known, by the terms that hold on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractItem {
    /// Its id.
    pub id: Uuid,
    /// The version of its terms: a correction or an amendment names the version it is about.
    pub version: i64,
    /// The code of its buyer (団体コード).
    pub buyer: Option<String>,
    /// The name of its buyer.
    pub buyer_name: String,
    /// Its supplier.
    pub supplier: Uuid,
    /// The name of its supplier.
    pub supplier_name: String,
    /// The corporate number of its supplier.
    pub supplier_number: Option<String>,
    /// The band of its supplier.
    pub band: Band,
    /// What it is about.
    pub title: String,
    /// The day of the award.
    pub awarded_on: Option<Day>,
    /// Its first day.
    pub valid_from: Option<Day>,
    /// Its last day.
    pub valid_to: Option<Day>,
    /// Its amount with tax in yen; null if it is not known or not public.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount, such as 非公表 or a unit price.
    pub amount_note: Option<String>,
    /// Its number at its buyer.
    pub source_key: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What it touches.
    pub attributes: AttributesBody,
    /// Whether it is critical, as judged when these terms were recorded.
    pub critical: Criticality,
    /// SHA-256 of the rule by which it was judged; null where nothing is told to judge by.
    pub critical_rule: Option<String>,
    /// Whether two people have put another answer in the place of the rule's.
    pub critical_overridden: bool,
    /// The first day on which these terms hold; null for the terms agreed at first.
    pub terms_from: Option<Day>,
    /// The last day on which these terms hold; null for the last terms agreed.
    pub terms_to: Option<Day>,
    /// The contract that this one renews.
    pub former: Option<Uuid>,
    /// When the register learned it.
    pub recorded_at: Instant,
}

impl ContractItem {
    /// As the API tells it.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn of(row: ContractRow) -> Result<Self> {
        let body = ContractBody::of(&row.contract)?;
        let contract = row.contract;
        Ok(Self {
            id: contract.contract_id,
            version: contract.seq,
            critical: contract.criticality().into(),
            critical_overridden: contract.attributes()?.criticality_override.is_some(),
            critical_rule: contract.marks.rule,
            terms_from: contract.terms_from.map(Day),
            terms_to: contract.terms_to.map(Day),
            former: contract.former,
            buyer: contract.buyer_code,
            buyer_name: contract.buyer_name,
            supplier: contract.supplier,
            supplier_name: row.supplier_name,
            supplier_number: row.supplier_number,
            band: row.band.into(),
            title: contract.title,
            awarded_on: body.awarded_on,
            valid_from: body.valid_from,
            valid_to: body.valid_to,
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note,
            source_key: contract.source_key,
            note: body.note,
            attributes: body.attributes,
            recorded_at: Instant(contract.recorded_at),
        })
    }

    /// The contract as it is known now.
    ///
    /// # Errors
    /// Not found, if the caller does not see it.
    pub async fn now(state: &AppState, caller: &Caller, id: Uuid) -> Result<Self> {
        let now = state.store.as_of(None, None).await?;
        let visible = caller.sees(ResourceKind::Contracts);
        Self::of(state.store.contract(id, &visible, &now).await?.ok_or(AppError::NotFound)?)
    }
}

/// A correction of one version of the terms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractCorrection {
    /// The version that is corrected. If somebody else has changed it meanwhile, nothing is written (`contract_changed`).
    pub version: i64,
    /// What it says now.
    pub contract: ContractBody,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// One contract as it was known at an instant, by the terms that hold on a day.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}",
    operation_id = "read_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = ContractItem))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<ContractItem>> {
    let visible = caller.sees(ResourceKind::Contracts);
    let row = state.store.contract(id, &visible, &as_of).await?.ok_or(AppError::NotFound)?;
    Ok(Json(ContractItem::of(row)?))
}

/// Corrects a contract: what was recorded of these terms was wrong from the beginning.
#[utoipa::path(
    put,
    path = "/api/v1/contracts/{id}",
    operation_id = "correct_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = ContractCorrection,
    responses((status = 200, body = ContractItem))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(correction): Json<ContractCorrection>,
) -> Result<Json<ContractItem>> {
    ContractItem::now(&state, &caller, id).await?;
    let reason = reason::given(&correction.reason)?;
    let draft = correction.contract.draft();
    state.services.correct_contract(caller.actor(), id, correction.version, draft, reason).await?;
    Ok(Json(ContractItem::now(&state, &caller, id).await?))
}

/// Withdraws a contract that was recorded by mistake, with all its amendments. Its versions stay readable.
#[utoipa::path(
    delete,
    path = "/api/v1/contracts/{id}",
    operation_id = "withdraw_contract",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    ContractItem::now(&state, &caller, id).await?;
    state.services.withdraw_contract(caller.actor(), id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
