//! What takes a second person: another answer than the rule's, and closing out without a certificate of erasure.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_services::approvals::Content;
use kakuzuke_store::Contract;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::approvals::answer::ApprovalItem;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// Another answer than the rule's.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CriticalityProposal {
    /// Whether the contract is critical; null lets the rule's answer hold again.
    pub critical: Option<bool>,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// Doing without a certificate of erasure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureWaiver {
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

async fn found(state: &AppState, caller: &Caller, id: Uuid) -> Result<Contract> {
    let now = state.store.as_of(None, None).await?;
    let visible = caller.sees(ResourceKind::Contracts);
    Ok(state.store.contract(id, &visible, &now).await?.ok_or(AppError::NotFound)?.contract)
}

/// Proposes another answer than the rule's to the question whether a contract is critical. It holds once a second person has
/// approved it.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/criticality-proposals",
    operation_id = "propose_criticality",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = CriticalityProposal,
    responses((status = 201, body = ApprovalItem))
)]
pub async fn criticality(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<CriticalityProposal>,
) -> Result<(StatusCode, Json<ApprovalItem>)> {
    let contract = found(&state, &caller, id).await?;
    let content = Content::criticality(contract.buyer, &contract, body.critical, reason::given(&body.reason)?)?;
    let proposal = state.services.propose(caller.actor(), content).await?;
    Ok((StatusCode::CREATED, Json(ApprovalItem::read(&state, &caller, proposal).await?)))
}

/// Proposes to close a contract out without a certificate of erasure. It holds once a second person has approved it.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/erasure-waivers",
    operation_id = "propose_erasure_waiver",
    tag = "contracts",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = ErasureWaiver,
    responses((status = 201, body = ApprovalItem))
)]
pub async fn waiver(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<ErasureWaiver>,
) -> Result<(StatusCode, Json<ApprovalItem>)> {
    let contract = found(&state, &caller, id).await?;
    let content = Content::waiver(contract.buyer, &contract, reason::given(&body.reason)?)?;
    let proposal = state.services.propose(caller.actor(), content).await?;
    Ok((StatusCode::CREATED, Json(ApprovalItem::read(&state, &caller, proposal).await?)))
}
