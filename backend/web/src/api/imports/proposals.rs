//! `/api/v1/imports/{id}/proposals`: the rows that only a person can place, and what the person decides.

use axum::extract::State;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::{Decision, Proposal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Import;
use super::problems::Window;
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Json, NoQuery, Path, Query};
use crate::state::AppState;

/// A supplier that a row may mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateItem {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its corporate number.
    pub number: Option<String>,
    /// Prefecture and city.
    pub place: Option<String>,
}

/// A row that waits, or waited, for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalItem {
    /// Its number in the list.
    pub ordinal: u64,
    /// The sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// The name the row gives.
    pub name: String,
    /// The cells as written.
    pub cells: Vec<String>,
    /// Whom it may mean.
    pub candidates: Vec<CandidateItem>,
    /// `use`, `create` or `skip`, once it is decided.
    pub decision: Option<String>,
    /// The supplier decided for.
    pub supplier: Option<Uuid>,
}

impl From<Proposal> for ProposalItem {
    fn from(proposal: Proposal) -> Self {
        let candidates = proposal.candidates.into_iter().map(|offer| CandidateItem {
            id: offer.id,
            name: offer.name,
            number: offer.number,
            place: offer.place,
        });
        Self {
            ordinal: proposal.ordinal,
            sheet: proposal.sheet,
            row: proposal.row,
            name: proposal.name,
            cells: proposal.cells,
            candidates: candidates.collect(),
            decision: proposal.decision,
            supplier: proposal.supplier,
        }
    }
}

/// The word of a decision.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The row means `supplier`.
    Use,
    /// The row means a supplier that is not in the register yet.
    Create,
    /// The row is left out.
    Skip,
}

/// What a person decides about a row.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// The decision.
    pub decision: Verdict,
    /// The supplier, for `use`.
    #[serde(default)]
    pub supplier: Option<Uuid>,
}

/// The rows of an import that wait, or waited, for a person.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/proposals",
    operation_id = "list_import_proposals",
    tag = "imports",
    params(("id" = Uuid, Path, description = "The import's id."), Window),
    responses((status = 200, body = List<ProposalItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(window): Query<Window>,
) -> Result<Json<List<ProposalItem>>> {
    let (after, limit) = window.read()?;
    Import::read(&state, &caller, Action::Read, id).await?;
    let proposals = state.services.proposals(id, after, limit).await?;
    let full = u32::try_from(proposals.len()).is_ok_and(|found| found == limit);
    let next = proposals.last().filter(|_| full).map(|last| last.ordinal.to_string());
    Ok(Json(List::uncounted(proposals.into_iter().map(ProposalItem::from).collect(), next)))
}

/// Carries out what a person decided about a row.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/proposals/{ordinal}/decisions",
    operation_id = "decide_import_proposal",
    tag = "imports",
    params(
        ("id" = Uuid, Path, description = "The import's id."),
        ("ordinal" = u64, Path, description = "The number of the row in the list of proposals.", minimum = 0)
    ),
    request_body = DecisionBody,
    responses((status = 200, body = Import))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, ordinal)): Path<(Uuid, u64)>,
    _: NoQuery,
    Json(body): Json<DecisionBody>,
) -> Result<Json<Import>> {
    Import::read(&state, &caller, Action::Correct, id).await?;
    let decision = match (body.decision, body.supplier) {
        (Verdict::Use, Some(supplier)) => {
            let known = state.store.suppliers_by_ids(&[supplier]).await?;
            if known.is_empty() {
                return Err(AppError::invalid("supplier", "unknown_supplier"));
            }
            Decision::Use(supplier)
        }
        (Verdict::Use, None) => return Err(AppError::invalid("supplier", "missing")),
        (Verdict::Create, None) => Decision::Create,
        (Verdict::Skip, None) => Decision::Skip,
        (_, Some(_)) => return Err(AppError::invalid("supplier", "not_of_this_kind")),
    };
    let problems = state.services.decide(id, ordinal, decision, &caller.importer()).await?;
    let refusals: Vec<FieldProblem> = problems
        .into_iter()
        .filter(|problem| problem.severity.as_str() == "error")
        .map(|problem| FieldProblem::new(problem.column.unwrap_or_default(), problem.code))
        .collect();
    if !refusals.is_empty() {
        return Err(AppError::Invalid(refusals));
    }
    Ok(Json(Import::read(&state, &caller, Action::Read, id).await?))
}
