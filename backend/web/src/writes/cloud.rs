//! Cloud services and their use by contracts: recorded, corrected, ended, withdrawn. Nothing is overwritten.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind, Tenant};
use kakuzuke_domain::cloud_services::{CloudService, CloudUse};
use kakuzuke_domain::subcontracts::Fault;
use kakuzuke_store::{ChainContract, NewSupply, Supply, SupplyKind};
use serde_json::json;
use uuid::Uuid;

use super::supply::{as_read, current, seal, supersede};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

fn faulty((field, code): Fault) -> AppError {
    AppError::invalid(field, code)
}

fn require(caller: &Caller, action: Action) -> Result<()> {
    caller.require(action, &Resource::new(ResourceKind::CloudServices, Owner::Common))
}

/// Records a cloud service; answers its id.
///
/// # Errors
/// [`AppError::Forbidden`] without the role, [`AppError::Invalid`] if it contradicts itself.
pub async fn record_cloud_service(state: &AppState, caller: &Caller, service: &CloudService) -> Result<Uuid> {
    require(caller, Action::Record)?;
    service.check().map_err(faulty)?;
    let mut work = state.store.begin(&caller.signature(), "cloud-services.record").await?;
    let id = work.new_id();
    work.add_supplies(vec![NewSupply::cloud_service(id, service)]).await?;
    seal(work, &format!("cloud-service:{id}"), json!({ "cloud_service": id })).await?;
    Ok(id)
}

/// Replaces the current version of a cloud service. `version` is the version that was read.
///
/// # Errors
/// As [`record_cloud_service`]; [`AppError::NotFound`] without such a service, [`AppError::Conflict`] if it is no longer current.
pub async fn correct_cloud_service(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    version: Option<i64>,
    service: &CloudService,
    reason: &str,
) -> Result<()> {
    require(caller, Action::Correct)?;
    known(state, SupplyKind::CloudService, id).await?;
    service.check().map_err(faulty)?;
    let mut work = state.store.begin(&caller.signature(), "cloud-services.correct").await?;
    let held = current(&work, SupplyKind::CloudService, id).await?;
    as_read(&held, version)?;
    supersede(&mut work, id, Some(NewSupply::cloud_service(id, service)), reason).await?;
    seal(work, &format!("cloud-service:{id}"), json!({ "cloud_service": id })).await
}

/// Withdraws a cloud service that was recorded by mistake.
///
/// # Errors
/// As [`correct_cloud_service`].
pub async fn withdraw_cloud_service(state: &AppState, caller: &Caller, id: Uuid, reason: &str) -> Result<()> {
    require(caller, Action::Withdraw)?;
    known(state, SupplyKind::CloudService, id).await?;
    let mut work = state.store.begin(&caller.signature(), "cloud-services.withdraw").await?;
    if work.has_below(id).await? {
        return Err(AppError::Conflict("cloud_service_in_use"));
    }
    supersede(&mut work, id, None, reason).await?;
    seal(work, &format!("cloud-service:{id}"), json!({ "cloud_service": id })).await
}

/// Records that a contract uses a service; answers the id of the record.
///
/// # Errors
/// [`AppError::NotFound`] for a contract that the caller does not see, [`AppError::Invalid`] for an unknown service or days
/// outside of each other.
pub async fn record_cloud_use(
    state: &AppState,
    caller: &Caller,
    contract: Uuid,
    service: Uuid,
    usage: &CloudUse,
) -> Result<Uuid> {
    require(caller, Action::Record)?;
    seen_contract(state, caller, contract).await?;
    usage.check().map_err(faulty)?;
    let mut work = state.store.begin(&caller.signature(), "cloud-uses.record").await?;
    if work.supply(SupplyKind::CloudService, service).await?.is_none() {
        return Err(AppError::invalid("service", "unknown_cloud_service"));
    }
    let id = work.new_id();
    work.add_supplies(vec![NewSupply::cloud_use(id, contract, service, usage)]).await?;
    seal(work, &format!("cloud-use:{id}"), json!({ "cloud_use": id, "contract": contract })).await?;
    Ok(id)
}

/// Ends the use of a service on a day.
///
/// # Errors
/// As [`record_cloud_use`]; [`AppError::Conflict`] if it is no longer current.
pub async fn end_cloud_use(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    ended_on: NaiveDate,
    reason: &str,
) -> Result<Uuid> {
    require(caller, Action::Correct)?;
    let contract = contract_of_use(state, caller, id).await?;
    let mut work = state.store.begin(&caller.signature(), "cloud-uses.end").await?;
    let held = current(&work, SupplyKind::CloudUse, id).await?.record;
    let usage = CloudUse { valid_to: Some(ended_on), ..held.read()? };
    usage.check().map_err(|(_, code)| AppError::invalid("ended_on", code))?;
    let service = held.above_id.unwrap_or_default();
    supersede(&mut work, id, Some(NewSupply::cloud_use(id, contract, service, &usage)), reason).await?;
    seal(work, &format!("cloud-use:{id}"), json!({ "cloud_use": id, "contract": contract })).await?;
    Ok(contract)
}

/// Withdraws the record of a use that never was.
///
/// # Errors
/// As [`end_cloud_use`].
pub async fn withdraw_cloud_use(state: &AppState, caller: &Caller, id: Uuid, reason: &str) -> Result<Uuid> {
    require(caller, Action::Withdraw)?;
    let contract = contract_of_use(state, caller, id).await?;
    let mut work = state.store.begin(&caller.signature(), "cloud-uses.withdraw").await?;
    supersede(&mut work, id, None, reason).await?;
    seal(work, &format!("cloud-use:{id}"), json!({ "cloud_use": id, "contract": contract })).await?;
    Ok(contract)
}

/// A contract that the caller sees.
///
/// # Errors
/// [`AppError::NotFound`] without such a contract, or if it is another's.
pub async fn seen_contract(state: &AppState, caller: &Caller, contract: Uuid) -> Result<ChainContract> {
    let now = state.store.as_of(None, None).await?;
    let contract = state.store.chain_contract(contract, &now).await?.ok_or(AppError::NotFound)?;
    let visible = caller.sees(ResourceKind::Contracts);
    let seen = visible.has(Tenant::Buyer(contract.buyer)) || visible.has(Tenant::Supplier(contract.contractor));
    if seen { Ok(contract) } else { Err(AppError::NotFound) }
}

async fn contract_of_use(state: &AppState, caller: &Caller, id: Uuid) -> Result<Uuid> {
    let record = known(state, SupplyKind::CloudUse, id).await?;
    let contract = record.record.contract_id.ok_or(AppError::NotFound)?;
    seen_contract(state, caller, contract).await.map(|contract| contract.id)
}

/// The newest version of a record, current or not.
async fn known(state: &AppState, kind: SupplyKind, id: Uuid) -> Result<Supply> {
    let versions = state.store.supply_history(kind, id).await?;
    versions.into_iter().next().map(|version| version.supply).ok_or(AppError::NotFound)
}
