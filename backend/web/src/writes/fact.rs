//! Facts: recorded, corrected by a new version, withdrawn with a reason. Nothing is overwritten.

use kakuzuke_domain::accounts::{Action, Owner, Resource};
use kakuzuke_domain::attestations::Assurance;
use kakuzuke_domain::facts::{Fact, Room};
use kakuzuke_store::{FactRoom, FactVersion, NewFact, StoreError, Supersession};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::caller::{Caller, kind_of};
use crate::error::{AppError, Result};
use crate::state::AppState;

/// Records a new fact about `supplier`. The body is that of design 3.3 without its `id`; answers the fact's id.
///
/// # Errors
/// [`AppError::NotFound`] without such a supplier or for another's, [`AppError::Invalid`] for a body that contradicts itself
/// or claims what the caller's role cannot confirm.
pub async fn record_fact(
    state: &AppState,
    caller: &Caller,
    supplier: Uuid,
    room: Room,
    body: &impl Serialize,
) -> Result<Uuid> {
    caller.require_of_supplier(Action::Record, kind_of(room), supplier)?;
    let mut work = state.store.begin(&caller.signature(), command(room, "record")).await?;
    let found = work.suppliers_by_ids(&[supplier]).await?;
    let seq = found.get(&supplier).ok_or(AppError::NotFound)?.seq;
    let fact_id = work.new_id();
    let fact = understood(room, fact_id, body)?;
    confirmed_by_right(state, caller, supplier, &fact).await?;
    work.record(vec![NewFact::graded(seq, fact_id, &fact)]).await?;
    work.seal(&format!("supplier:{supplier}"), json!({ room.as_str(): fact_id })).await?;
    work.commit().await?;
    Ok(fact_id)
}

/// Replaces the current version of a fact by a corrected one.
///
/// # Errors
/// [`AppError::NotFound`] without such a fact, [`AppError::Conflict`] if it is no longer current,
/// [`AppError::Invalid`] for a body that contradicts itself.
pub async fn correct_fact(
    state: &AppState,
    caller: &Caller,
    fact_id: Uuid,
    room: Room,
    body: &impl Serialize,
    reason: &str,
) -> Result<()> {
    caller.require(Action::Correct, &Resource::new(kind_of(room), Owner::Common))?;
    let fact = understood(room, fact_id, body)?;
    let current = current(state, fact_id, room).await?;
    require(state, caller, Action::Correct, room, current.supplier, Some(fact_id)).await?;
    let (supplier_seq, details) = (current.fact.supplier_seq, current.fact.details);
    let replacement = NewFact::graded(supplier_seq, fact_id, &fact).with_details(details);
    supersede(state, caller, fact_id, room, Some(replacement), reason).await
}

/// Ends the current version of a fact without another in its place.
///
/// # Errors
/// [`AppError::NotFound`] without such a fact, [`AppError::Conflict`] if it is no longer current.
pub async fn withdraw_fact(state: &AppState, caller: &Caller, fact_id: Uuid, room: Room, reason: &str) -> Result<()> {
    caller.require(Action::Withdraw, &Resource::new(kind_of(room), Owner::Common))?;
    let current = current(state, fact_id, room).await?;
    require(state, caller, Action::Withdraw, room, current.supplier, Some(fact_id)).await?;
    supersede(state, caller, fact_id, room, None, reason).await
}

async fn supersede(
    state: &AppState,
    caller: &Caller,
    fact_id: Uuid,
    room: Room,
    replacement: Option<NewFact>,
    reason: &str,
) -> Result<()> {
    let verb = if replacement.is_some() { "correct" } else { "withdraw" };
    let mut work = state.store.begin(&caller.signature(), command(room, verb)).await?;
    let supersession = Supersession { fact_id, replacement, reason: reason.to_owned() };
    match work.supersede(vec![supersession]).await {
        Ok(_) => {}
        Err(StoreError::Missing { .. }) => return Err(AppError::Conflict("already_superseded")),
        Err(other) => return Err(other.into()),
    }
    work.seal(&format!("{}:{fact_id}", room.as_str()), json!({ room.as_str(): fact_id, "reason": reason })).await?;
    work.commit().await?;
    Ok(())
}

/// Lets the caller do `action` with a fact of a supplier: with an audit, if it is shown to them.
async fn require(
    state: &AppState,
    caller: &Caller,
    action: Action,
    room: Room,
    supplier: Uuid,
    fact_id: Option<Uuid>,
) -> Result<()> {
    match room {
        Room::Audit => caller.audits(state, Some(&[supplier])).await?.require(action, supplier, fact_id),
        _ => caller.require_of_supplier(action, kind_of(room), supplier),
    }
}

async fn current(state: &AppState, fact_id: Uuid, room: Room) -> Result<FactVersion> {
    let newest = state.store.fact_history(fact_id).await?.into_iter().next();
    let newest = newest.filter(|version| version.fact.room == FactRoom::from(room)).ok_or(AppError::NotFound)?;
    if newest.fact.superseded_at.is_some() {
        return Err(AppError::Conflict("already_superseded"));
    }
    Ok(newest)
}

/// Only who may confirm facts says that one is confirmed, or that an audit is accepted (design 5).
async fn confirmed_by_right(state: &AppState, caller: &Caller, supplier: Uuid, fact: &Fact) -> Result<()> {
    let (field, problem) = match fact {
        Fact::Attestation(one) if !matches!(one.assurance, Assurance::Unconfirmed | Assurance::SelfDeclared) => {
            ("assurance", "security_confirms")
        }
        Fact::Audit(one) if one.accepted_on.is_some() => ("accepted_on", "security_accepts"),
        _ => return Ok(()),
    };
    match require(state, caller, Action::Confirm, fact.room(), supplier, None).await {
        Err(AppError::Forbidden) => Err(AppError::invalid(field, problem)),
        other => other,
    }
}

/// The fact with its id, as the rule reads it.
fn understood(room: Room, fact_id: Uuid, body: &impl Serialize) -> Result<Fact> {
    let mut object = Map::from_iter([("id".to_owned(), Value::String(fact_id.to_string()))]);
    if let Value::Object(fields) = serde_json::to_value(body).map_err(AppError::internal)? {
        object.extend(fields);
    }
    let fact = Fact::from_body(room, &Value::Object(object).to_string())?;
    fact.validate()?;
    Ok(fact)
}

/// The ledger's word for what is done, such as `attestations.correct`.
fn command(room: Room, verb: &str) -> &'static str {
    match (room, verb) {
        (Room::Attestation, "record") => "attestations.record",
        (Room::Attestation, "correct") => "attestations.correct",
        (Room::Attestation, _) => "attestations.withdraw",
        (Room::Audit, "record") => "audits.record",
        (Room::Audit, "correct") => "audits.correct",
        (Room::Audit, _) => "audits.withdraw",
        (_, "record") => "facts.record",
        (_, "correct") => "facts.correct",
        (_, _) => "facts.withdraw",
    }
}
