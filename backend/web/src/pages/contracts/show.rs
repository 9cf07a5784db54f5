//! `/contracts/{id}`: one contract, all of it: terms, data and systems, judgement, renewals, close-out, history.

use axum::extract::State;
use axum::http::Uri;
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind, Tenant};
use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_domain::contracts::{CloseOutStep, close_out_due_on, is_closed_out};
use kakuzuke_store::{CloseOut, Contract, ContractRow, ContractVersion};
use serde::Serialize;
use uuid::Uuid;

use super::view::{Event, JudgementView, TermsView, events};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Path};
use crate::pages::actor::{ActorView, People};
use crate::pages::as_of::AsOfView;
use crate::pages::form::Errors;
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// One contract.
#[derive(Debug, Serialize)]
pub struct ContractPage {
    pub(super) id: Uuid,
    pub(super) buyer_code: Option<String>,
    pub(super) buyer_name: String,
    pub(super) supplier: SupplierLink,
    pub(super) as_of: AsOfView,
    pub(super) withdrawn: bool,
    pub(super) standing: &'static str,
    pub(super) terms: TermsView,
    pub(super) timeline: Vec<TermsView>,
    pub(super) judgement: JudgementView,
    pub(super) proposal: Option<Uuid>,
    pub(super) former: Option<LinkView>,
    pub(super) renewal: Option<LinkView>,
    pub(super) close_out: CloseOutView,
    pub(super) events: Vec<Event>,
    pub(super) can_correct: bool,
    pub(super) can_propose: bool,
    pub(super) errors: Errors,
}

/// Another contract that this one renews, or that renews this one.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
}

impl From<ContractRow> for LinkView {
    fn from(row: ContractRow) -> Self {
        let contract = row.contract;
        Self {
            id: contract.contract_id,
            title: contract.title,
            valid_from: contract.valid_from,
            valid_to: contract.valid_to,
        }
    }
}

/// What the end of the contract asks for, and what of it is done.
#[derive(Debug, Clone, Serialize)]
pub struct CloseOutView {
    pub(super) due_on: Option<NaiveDate>,
    pub(super) state: &'static str,
    pub(super) steps: Vec<StepView>,
    pub(super) waiver: Option<Uuid>,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    pub(super) step: &'static str,
    pub(super) takes_two: bool,
    pub(super) outcome: Option<&'static str>,
    pub(super) done_on: Option<NaiveDate>,
    pub(super) evidence: String,
    pub(super) approval: Option<Uuid>,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) actor: Option<ActorView>,
}

impl StepView {
    fn of(step: CloseOutStep, recorded: &[CloseOut], people: &People) -> Self {
        let held = recorded.iter().find(|one| one.step == step);
        Self {
            step: step.as_str(),
            takes_two: step == CloseOutStep::ErasureCertificate,
            outcome: held.map(|held| held.outcome.as_str()),
            done_on: held.and_then(|held| held.done_on),
            evidence: held.map(|held| held.evidence.clone()).unwrap_or_default(),
            approval: held.and_then(|held| held.approval),
            at: held.map(|held| held.recorded_at),
            actor: held.map(|held| ActorView::of(&held.actor, people)),
        }
    }
}

impl CloseOutView {
    /// The steps of a contract with these terms on a day.
    pub(super) fn of(
        terms: &Contract,
        recorded: &[CloseOut],
        renewed: bool,
        day: NaiveDate,
        waiver: Option<Uuid>,
        people: &People,
    ) -> Self {
        let steps: Vec<CloseOutStep> = recorded.iter().map(|one| one.step).collect();
        let due_on = terms.valid_to.map(close_out_due_on);
        let state = if is_closed_out(&steps) {
            "done"
        } else if renewed {
            "renewed"
        } else {
            match (terms.valid_to, due_on) {
                (Some(_), Some(due)) if due < day => "overdue",
                (Some(last), _) if last < day => "open",
                _ => "later",
            }
        };
        Self {
            due_on,
            state,
            steps: CloseOutStep::ALL.iter().map(|step| StepView::of(*step, recorded, people)).collect(),
            waiver,
        }
    }
}

/// The versions of a contract that were known by then, if the caller sees it.
///
/// # Errors
/// Not found otherwise.
pub async fn history(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    as_of: &kakuzuke_store::AsOf,
) -> Result<Vec<ContractVersion>> {
    let history = state.store.contract_history(id, as_of).await?;
    let newest = &history.first().ok_or(AppError::NotFound)?.contract;
    let visible = caller.sees(ResourceKind::Contracts);
    if visible.has(Tenant::Buyer(newest.buyer)) || visible.has(Tenant::Supplier(newest.supplier)) {
        Ok(history)
    } else {
        Err(AppError::NotFound)
    }
}

/// The current terms among the versions, those agreed at first before their amendments; empty if it was withdrawn.
#[must_use]
pub fn current(history: &[ContractVersion]) -> Vec<&Contract> {
    let mut terms: Vec<&Contract> =
        history.iter().map(|one| &one.contract).filter(|contract| contract.superseded_at.is_none()).collect();
    terms.sort_by_key(|contract| contract.terms_from);
    terms
}

/// The terms that hold on a day.
#[must_use]
pub fn holding<'a>(terms: &[&'a Contract], day: NaiveDate) -> Option<&'a Contract> {
    let holds = |contract: &&&Contract| {
        contract.terms_from.is_none_or(|from| from <= day) && contract.terms_to.is_none_or(|to| day <= to)
    };
    terms.iter().find(holds).copied()
}

fn standing(contract: &Contract, day: NaiveDate) -> &'static str {
    match (contract.valid_from, contract.valid_to) {
        (Some(from), _) if day < from => "not_begun",
        (_, Some(to)) if to < day => "ended",
        (None, None) => "unknown",
        _ => "in_force",
    }
}

impl ContractPage {
    /// The page as the caller sees it.
    ///
    /// # Errors
    /// Not found without such a contract.
    pub(super) async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        as_of: kakuzuke_store::AsOf,
        uri: &Uri,
        errors: Errors,
    ) -> Result<Self> {
        let history = history(state, caller, id, &as_of).await?;
        let terms = current(&history);
        let newest = &history.first().ok_or(AppError::NotFound)?.contract;
        let shown = holding(&terms, as_of.valid_on).unwrap_or(newest);
        let visible = caller.sees(ResourceKind::Contracts);
        let renewal = state.store.renewal_of(id, &visible, &as_of).await?;
        let former = match shown.former {
            Some(former) => state.store.contract(former, &visible, &as_of).await?,
            None => None,
        };
        let may = |action| caller.may(action, &Resource::new(ResourceKind::Contracts, Owner::Buyer(newest.buyer)));
        let waiting = |kind| state.store.waiting_approval(kind, newest.buyer, id);
        let recorded = state.store.close_outs(id, &as_of).await?;
        let waiver = waiting(ApprovalKind::WaiveErasure).await?;
        let names = state.store.names_of(&[shown.supplier_seq]).await?;
        let mut actors: Vec<&str> = recorded.iter().map(|step| step.actor.as_str()).collect();
        for version in &history {
            actors.push(&version.actor);
            actors.extend(version.superseded_by.as_ref().map(|(actor, _)| actor.as_str()));
        }
        let people = People::named(state, caller, &actors).await?;
        let close_out = CloseOutView::of(shown, &recorded, renewal.is_some(), as_of.valid_on, waiver, &people);
        Ok(Self {
            id,
            buyer_code: newest.buyer_code.clone(),
            buyer_name: newest.buyer_name.clone(),
            supplier: SupplierLink {
                id: shown.supplier,
                name: names.get(&shown.supplier_seq).cloned().unwrap_or_default(),
            },
            withdrawn: terms.is_empty(),
            standing: standing(shown, as_of.valid_on),
            terms: TermsView::of(shown)?,
            timeline: terms.iter().map(|contract| TermsView::of(contract)).collect::<Result<_>>()?,
            judgement: JudgementView::of(shown, state.store.today())?,
            proposal: waiting(ApprovalKind::OverrideCriticality).await?,
            former: former.map(LinkView::from),
            renewal: renewal.map(LinkView::from),
            close_out,
            events: events(&history, &people)?,
            can_correct: !terms.is_empty() && may(Action::Correct),
            can_propose: !terms.is_empty() && may(Action::Propose),
            as_of: AsOfView::new(as_of, uri),
            errors,
        })
    }

    /// The page as it is now, with what is wrong with a form on it.
    ///
    /// # Errors
    /// Not found without such a contract.
    pub(super) async fn refused(state: &AppState, caller: &Caller, id: Uuid, errors: Errors) -> Result<Self> {
        let now = state.store.as_of(None, None).await?;
        Self::find(state, caller, id, now, &Uri::default(), errors).await
    }
}

impl Page for ContractPage {
    const TEMPLATE: &'static str = "contracts/show.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::contracts()
    }
}

/// `GET /contracts/{id}`
///
/// # Errors
/// Not found without such a contract, or if it is another tenant's.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    uri: Uri,
    AsOf(as_of): AsOf,
) -> Result<Rendered> {
    Ok(Rendered::new(ContractPage::find(&state, &caller, id, as_of, &uri, Errors::default()).await?))
}
