//! Subcontracts: asked for, approved or refused by the buyer, corrected, ended, withdrawn. Nothing is overwritten.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::subcontracts::{ChainProblem, Consent, Known, Link, MOST_TIERS, Subcontract, place};
use kakuzuke_store::{ChainContract, NewSupply, Supply, SupplyKind};
use serde_json::json;
use uuid::Uuid;

use super::supply::{as_read, seal, supersede};
use crate::caller::{Caller, Chain};
use crate::error::{AppError, FieldProblem, Result};
use crate::state::AppState;

/// What a person says of a subcontract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractTerms {
    /// The work handed on.
    pub work: String,
    /// The data handled in it.
    pub data: Option<String>,
    /// Whether personal data is among it.
    pub personal_data: Known,
    /// Whether the clauses bind the subcontractor too.
    pub flow_down: Known,
    /// The day of the request.
    pub requested_on: NaiveDate,
    /// First day of the work.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the work.
    pub valid_to: Option<NaiveDate>,
}

/// What the buyer says to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it agrees.
    pub approves: bool,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// Why it refuses, or on what conditions it agrees.
    pub reason: Option<String>,
}

impl SubcontractTerms {
    fn requested(self) -> Subcontract {
        Subcontract {
            work: self.work,
            data: self.data,
            personal_data: self.personal_data,
            flow_down: self.flow_down,
            requested_on: self.requested_on,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            consent: Consent::Requested,
            decided_on: None,
            decision_reason: None,
        }
    }
}

/// Asks for a subcontract with `company` below `above`, or below the contractor. Answers its id.
///
/// # Errors
/// [`AppError::NotFound`] without such a contract, [`AppError::Forbidden`] for who is neither its buyer's procurement nor its
/// contractor, [`AppError::Invalid`] if the company cannot stand there or the terms contradict themselves.
pub async fn request_subcontract(
    state: &AppState,
    caller: &Caller,
    contract: Uuid,
    above: Option<Uuid>,
    company: Uuid,
    terms: SubcontractTerms,
) -> Result<Uuid> {
    let now = state.store.as_of(None, None).await?;
    let chain = Chain::find(state, caller, contract, &now).await?;
    caller.require_with_contract(Action::Record, &chain.contract)?;
    let mut work = state.store.begin(&caller.signature(), "subcontracts.request").await?;
    let found = work.suppliers_by_ids(&[company, chain.contract.contractor]).await?;
    let seq = |id: Uuid| found.get(&id).map(|supplier| supplier.seq);
    let company_seq = seq(company).ok_or_else(|| AppError::invalid("company", "unknown_supplier"))?;
    let contractor_seq = seq(chain.contract.contractor).ok_or(AppError::NotFound)?;
    let current = work.supplies_of(SupplyKind::Subcontract, &[contract]).await?;
    let links = current.iter().map(link).collect::<Result<Vec<_>>>()?;
    place(&contractor_seq, &links, above, &company_seq).map_err(misplaced)?;
    let subcontract = terms.requested();
    checked(&subcontract, &chain.contract, above, &current)?;
    let id = work.new_id();
    work.add_supplies(vec![NewSupply::subcontract(id, contract, above, company_seq, &subcontract)]).await?;
    seal(work, &format!("subcontract:{id}"), json!({ "subcontract": id, "contract": contract })).await?;
    Ok(id)
}

/// Approves or refuses what was asked for.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`] for all but the buyer's procurement, [`AppError::Conflict`] if it was decided
/// before, [`AppError::Invalid`] for a refusal without a reason.
pub async fn decide_subcontract(state: &AppState, caller: &Caller, id: Uuid, verdict: Verdict) -> Result<()> {
    let chain = Chain::of(state, caller, id).await?;
    caller.require_with_contract(Action::Approve, &chain.contract)?;
    let command = if verdict.approves { "subcontracts.approve" } else { "subcontracts.refuse" };
    let consent = if verdict.approves { Consent::Approved } else { Consent::Refused };
    let word = consent.as_str();
    change(state, caller, (&chain.contract, id), command, word, None, |held| {
        if held.consent != Consent::Requested {
            return Err(AppError::Conflict("subcontract_decided"));
        }
        let Verdict { decided_on, reason, .. } = verdict;
        Ok(Subcontract { consent, decided_on: Some(decided_on), decision_reason: reason, ..held })
    })
    .await
}

/// Replaces what is recorded of a subcontract. Its company and place stay, and so does what the buyer decided. `version` is
/// the version that was read: another officer's correction meanwhile is a conflict.
///
/// # Errors
/// As [`decide_subcontract`].
pub async fn correct_subcontract(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    version: Option<i64>,
    terms: SubcontractTerms,
    reason: &str,
) -> Result<()> {
    let chain = Chain::of(state, caller, id).await?;
    caller.require_with_contract(Action::Correct, &chain.contract)?;
    change(state, caller, (&chain.contract, id), "subcontracts.correct", reason, version, |held| {
        let Subcontract { consent, decided_on, decision_reason, .. } = held;
        Ok(Subcontract { consent, decided_on, decision_reason, ..terms.requested() })
    })
    .await
}

/// Ends an approved subcontract on a day.
///
/// # Errors
/// As [`decide_subcontract`]; [`AppError::Conflict`] if it was never approved.
pub async fn end_subcontract(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    ended_on: NaiveDate,
    reason: &str,
) -> Result<()> {
    let chain = Chain::of(state, caller, id).await?;
    caller.require_with_contract(Action::Withdraw, &chain.contract)?;
    change(state, caller, (&chain.contract, id), "subcontracts.end", reason, None, |held| {
        if held.consent != Consent::Approved {
            return Err(AppError::Conflict("subcontract_not_approved"));
        }
        Ok(Subcontract { valid_to: Some(ended_on), ..held })
    })
    .await
    .map_err(|error| error.renamed("valid_to", "ended_on"))
}

/// Withdraws what was recorded by mistake, or a request that was taken back.
///
/// # Errors
/// As [`decide_subcontract`]; [`AppError::Conflict`] while others stand below it.
pub async fn withdraw_subcontract(state: &AppState, caller: &Caller, id: Uuid, reason: &str) -> Result<()> {
    let chain = Chain::of(state, caller, id).await?;
    caller.require_with_contract(Action::Withdraw, &chain.contract)?;
    let mut work = state.store.begin(&caller.signature(), "subcontracts.withdraw").await?;
    if work.has_below(id).await? {
        return Err(AppError::Conflict("subcontract_has_tiers_below"));
    }
    supersede(&mut work, id, None, reason).await?;
    let contract = chain.contract.id;
    seal(work, &format!("subcontract:{id}"), json!({ "subcontract": id, "contract": contract })).await
}

async fn change(
    state: &AppState,
    caller: &Caller,
    (contract, id): (&ChainContract, Uuid),
    command: &str,
    reason: &str,
    version: Option<i64>,
    next: impl FnOnce(Subcontract) -> Result<Subcontract>,
) -> Result<()> {
    let mut work = state.store.begin(&caller.signature(), command).await?;
    let current = work.supplies_of(SupplyKind::Subcontract, &[contract.id]).await?;
    let gone = || AppError::Conflict("already_superseded");
    let held = current.iter().find(|one| one.record.record_id == id).ok_or_else(gone)?;
    as_read(held, version)?;
    let subcontract = next(held.record.read()?)?;
    checked(&subcontract, contract, held.record.above_id, &current)?;
    let company = held.record.supplier_seq.ok_or_else(gone)?;
    let replacement = NewSupply::subcontract(id, contract.id, held.record.above_id, company, &subcontract);
    supersede(&mut work, id, Some(replacement), reason).await?;
    seal(work, &format!("subcontract:{id}"), json!({ "subcontract": id, "contract": contract.id })).await
}

fn link(supply: &Supply) -> Result<Link<i64>> {
    let record = &supply.record;
    let subcontract: Subcontract = record.read()?;
    let company = record.supplier_seq.unwrap_or_default();
    Ok(Link { id: record.record_id, above: record.above_id, company, consent: subcontract.consent })
}

/// What the rule says to the terms, within the days of what stands above.
fn checked(subcontract: &Subcontract, contract: &ChainContract, above: Option<Uuid>, current: &[Supply]) -> Result<()> {
    let above = current.iter().find(|one| Some(one.record.record_id) == above).map(|one| &one.record);
    let days = above.map_or((contract.valid_from, contract.valid_to), |above| (above.valid_from, above.valid_to));
    subcontract.check(days).map_err(|(field, code)| {
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let problem = FieldProblem::new(field, code);
        AppError::Invalid(vec![match code {
            "before_what_is_above" => problem.with("earliest", text(days.0)),
            "after_what_is_above" => problem.with("latest", text(days.1)),
            _ => problem,
        }])
    })
}

fn misplaced(problem: ChainProblem) -> AppError {
    let field = match problem {
        ChainProblem::Cycle => "company",
        _ => "above",
    };
    AppError::Invalid(vec![FieldProblem::new(field, problem.as_str()).with("most", MOST_TIERS.to_string())])
}
