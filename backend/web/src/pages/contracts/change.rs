//! The form that changes a contract: a correction, an amendment from a day on, or a renewal by a new contract.

use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::contracts::{Fields, Merged, Part, merge};
use kakuzuke_services::contracts::Draft;
use kakuzuke_store::Contract;
use serde::Serialize;
use uuid::Uuid;

use super::form::{Choices, ContractForm, fields};
use super::show::{current, history, holding};
use super::view::Shown;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::pages::actor::{ActorView, People};
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Room};
use crate::state::AppState;

/// What the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// What was recorded was wrong from the beginning.
    Correction,
    /// Other terms hold from a day on.
    Amendment,
    /// A new contract takes the place of this one.
    Renewal,
}

/// The form.
#[derive(Debug, Serialize)]
pub struct ChangePage {
    pub(super) purpose: Purpose,
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) supplier: String,
    pub(super) choices: Choices,
    pub(super) form: ContractForm,
    pub(super) conflict: Option<ConflictView>,
    pub(super) errors: Errors,
}

/// What somebody else has saved meanwhile, beside what both began with and what was typed.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictView {
    pub(super) actor: ActorView,
    pub(super) rows: Vec<MergedView>,
    pub(super) to_choose: usize,
}

/// One field of the comparison.
#[derive(Debug, Clone, Serialize)]
pub struct MergedView {
    pub(super) name: String,
    pub(super) base: Shown,
    pub(super) theirs: Shown,
    pub(super) mine: Shown,
    pub(super) part: &'static str,
}

impl From<Merged> for MergedView {
    fn from(merged: Merged) -> Self {
        let [base, theirs, mine] =
            [&merged.base, &merged.theirs, &merged.mine].map(|text| Shown::of(&merged.name, text));
        Self { base, theirs, mine, part: merged.part.as_str(), name: merged.name }
    }
}

/// The terms that are to be changed, for a caller who may.
///
/// # Errors
/// Not found without such a contract; forbidden without the role; a conflict if it was withdrawn.
pub async fn found(state: &AppState, caller: &Caller, id: Uuid, version: Option<i64>) -> Result<Contract> {
    let now = state.store.as_of(None, None).await?;
    let history = history(state, caller, id, &now).await?;
    let terms = current(&history);
    let newest = terms.last().copied().ok_or(AppError::Conflict("contract_withdrawn"))?;
    caller.require(
        Action::Correct,
        &kakuzuke_domain::accounts::Resource::new(
            kakuzuke_domain::accounts::ResourceKind::Contracts,
            kakuzuke_domain::accounts::Owner::Buyer(newest.buyer),
        ),
    )?;
    let chosen = match version {
        Some(version) => terms.iter().copied().find(|terms| terms.seq == version),
        None => holding(&terms, now.valid_on).or(Some(newest)),
    };
    chosen.cloned().ok_or(AppError::Conflict("contract_changed"))
}

impl ChangePage {
    /// The form about these terms, with what stands in it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn new(
        state: &AppState,
        purpose: Purpose,
        terms: &Contract,
        form: ContractForm,
        errors: Errors,
    ) -> Result<Self> {
        let names = state.store.names_of(&[terms.supplier_seq]).await?;
        Ok(Self {
            purpose,
            id: terms.contract_id,
            title: terms.title.clone(),
            supplier: names.get(&terms.supplier_seq).cloned().unwrap_or_default(),
            choices: Choices::all(),
            form,
            conflict: None,
            errors,
        })
    }

    /// The form after somebody else has saved: what both changed goes together, and what cannot is asked; nothing typed is lost.
    ///
    /// # Errors
    /// Not found without such a contract or version; a conflict if it was withdrawn.
    pub async fn merged(
        state: &AppState,
        caller: &Caller,
        purpose: Purpose,
        id: Uuid,
        version: i64,
        mine: &Draft,
        answers: &Answers,
    ) -> Result<Self> {
        let now = state.store.as_of(None, None).await?;
        let history = history(state, caller, id, &now).await?;
        let base = history.iter().find(|one| one.contract.seq == version).ok_or(AppError::NotFound)?;
        let terms = current(&history);
        let began = base.contract.terms_from;
        let theirs = terms.iter().rev().find(|terms| terms.terms_from <= began || purpose == Purpose::Amendment);
        let theirs = *theirs.or(terms.last()).ok_or(AppError::Conflict("contract_withdrawn"))?;
        let rows = compare(&fields(&Draft::of(&base.contract)?), &fields(&Draft::of(theirs)?), &fields(mine));
        let actor = history.iter().find(|one| one.contract.seq == theirs.seq).map(|one| one.actor.clone());
        let actor = actor.unwrap_or_default();
        let actor = ActorView::of(&actor, &People::named(state, caller, &[&actor]).await?);
        let mut together = fields(mine);
        for row in &rows {
            together.insert(row.name.clone(), row.value().to_owned());
        }
        let mut form = ContractForm::of_fields(together).with("version", theirs.seq.to_string());
        for field in ["reason", "amendment_reason", "amended_from"] {
            form = form.with(field, answers.text(field));
        }
        let to_choose = rows.iter().filter(|row| row.part == Part::Conflict).count();
        let mut page = Self::new(state, purpose, theirs, form, Errors::default()).await?;
        page.conflict = Some(ConflictView { actor, rows: rows.into_iter().map(MergedView::from).collect(), to_choose });
        Ok(page)
    }
}

/// The fields that somebody changed, in the order of the form.
fn compare(base: &Fields, theirs: &Fields, mine: &Fields) -> Vec<Merged> {
    let place = |name: &str| super::form::FIELDS.iter().position(|field| *field == name);
    let mut rows = merge(base, theirs, mine);
    rows.sort_by_key(|row| place(&row.name));
    rows
}

impl Page for ChangePage {
    const TEMPLATE: &'static str = "contracts/change.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::changes()
    }
}
