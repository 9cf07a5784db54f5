//! `/imports/{id}/proposals`: rows that match a supplier by name only; a person decides.

use axum::extract::State;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::Proposal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::head::{Head, ProblemView};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Path, Query};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 30;

/// The proposal after which the page begins.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<u64>,
}

/// The rows that wait for a person.
#[derive(Debug, Serialize)]
pub struct ProposalsPage {
    pub(super) head: Head,
    pub(super) proposals: Vec<ProposalView>,
    pub(super) problems: Vec<ProblemView>,
    pub(super) first: bool,
    pub(super) next: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ProposalView {
    pub(super) ordinal: u64,
    pub(super) row: u32,
    pub(super) name: String,
    pub(super) cells: Vec<String>,
    pub(super) candidates: Vec<CandidateView>,
    pub(super) decision: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct CandidateView {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) number: Option<String>,
    pub(super) place: Option<String>,
}

impl From<Proposal> for ProposalView {
    fn from(proposal: Proposal) -> Self {
        let candidates = proposal.candidates.into_iter().map(|one| CandidateView {
            id: one.id,
            name: one.name,
            number: one.number,
            place: one.place,
        });
        Self {
            ordinal: proposal.ordinal,
            row: proposal.row,
            name: proposal.name,
            cells: proposal.cells.into_iter().filter(|cell| !cell.is_empty()).collect(),
            candidates: candidates.collect(),
            decision: proposal.decision,
        }
    }
}

impl Page for ProposalsPage {
    const TEMPLATE: &'static str = "imports/proposals.html";
    const ROOM: Room = Room::Imports;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::view::samples::proposals()
    }
}

/// `GET /imports/{id}/proposals`
///
/// # Errors
/// Not found without such an import.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(position): Query<Position>,
) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, &caller, id, position.cursor, Vec::new()).await?))
}

/// The page from a position on, with the problems that kept a decision from being carried out.
pub(super) async fn page(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    cursor: Option<u64>,
    problems: Vec<ProblemView>,
) -> Result<ProposalsPage> {
    let (_, head) = Head::find(state, caller, Action::Read, id).await?;
    let proposals = state.services.proposals(id, cursor.unwrap_or(0), ROWS).await?;
    let next = proposals.last().map(|one| one.ordinal).filter(|_| proposals.len() == ROWS as usize);
    Ok(ProposalsPage {
        head,
        first: cursor.is_none(),
        next,
        proposals: proposals.into_iter().map(ProposalView::from).collect(),
        problems,
    })
}
