//! `/clauses`: the clauses of the set in use.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_domain::clauses::ClauseSet;
use kakuzuke_store::ClauseVariant;
use serde::Serialize;

use super::view::ClauseRow;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::approvals::allows;
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The library.
#[derive(Debug, Serialize)]
pub struct ClausesPage {
    title: Words,
    version: String,
    sha256: String,
    effective_from: NaiveDate,
    rows: Vec<ClauseRow>,
    can_propose: bool,
}

impl Page for ClausesPage {
    const TEMPLATE: &'static str = "clauses/list.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        vec![Self::of(&set, &[], false), Self::of(&set, &[], true)]
    }
}

impl ClausesPage {
    fn of(set: &ClauseSet, variants: &[ClauseVariant], can_propose: bool) -> Self {
        Self {
            title: Words::from(&set.title),
            version: set.version.clone(),
            sha256: set.sha256.clone(),
            effective_from: set.effective_from,
            rows: ClauseRow::all(set, variants),
            can_propose,
        }
    }
}

/// `GET /clauses`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let set = state.store.clauses_in_use().await?.parse()?;
    let variants = state.store.clause_variants(None, &state.store.as_of(None, None).await?).await?;
    let can_propose = allows(&caller, Action::Propose, ApprovalKind::PublishClauses, None);
    Ok(Rendered::new(ClausesPage::of(&set, &variants, can_propose)))
}
