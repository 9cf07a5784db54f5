//! `/imports/{id}`: the columns of a new file, the progress of a running import, the report of one that ended.

use std::collections::BTreeMap;

use axum::extract::State;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::ImportState;
use uuid::Uuid;

use super::head::{Head, ProblemView, Refusal};
use super::mapping;
use super::options::options;
use super::view::{ImportPage, Progress};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Path, Query};
use crate::pages::form::Errors;
use crate::render::Rendered;
use crate::state::AppState;

/// Proposals looked through for those that still wait.
const PROPOSALS: u32 = 1_000;

/// `GET /imports/{id}`, with the fields of the columns' form for another look at them.
///
/// # Errors
/// Not found without such an import.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(answers): Query<BTreeMap<String, String>>,
) -> Result<Rendered> {
    let (import, head) = Head::find(&state, &caller, Action::Read, id).await?;
    let again = !answers.is_empty() && may_run(&import);
    match import.row.state.as_str() {
        "uploaded" | "dry_done" => {}
        _ if again => {}
        _ => return ended(&state, import, head).await,
    }
    let mut errors = Errors::default();
    let options = if answers.keys().any(|name| name != "again") {
        options(&answers, import.kind, &import.options, &mut errors)
    } else {
        import.options.clone()
    };
    mapping::page(&state, &import, head, &options, errors).await
}

/// Whether the import may be carried out (again): not while it runs, and not once all its rows are in. Rows that are in
/// already change nothing when they are read again.
pub(super) fn may_run(import: &ImportState) -> bool {
    match import.row.state.as_str() {
        "queued" | "running" | "cancelling" => false,
        "done" => import.report.as_ref().is_some_and(|report| {
            let counts = report.counts;
            counts.created + counts.updated == 0 || counts.rejected > 0
        }),
        _ => true,
    }
}

async fn ended(state: &AppState, import: ImportState, head: Head) -> Result<Rendered> {
    let running = matches!(import.row.state.as_str(), "queued" | "running" | "cancelling");
    let problems =
        if running { Vec::new() } else { state.services.import_problems(import.row.id, 0, mapping::PROBLEMS).await? };
    let counts = import.report.as_ref().map(|report| report.counts).filter(|_| !running);
    let waiting = match counts.filter(|counts| counts.proposals > 0 && import.row.state == "done") {
        Some(_) => {
            let proposals = state.services.proposals(import.row.id, 0, PROPOSALS).await?;
            proposals.iter().filter(|proposal| proposal.decision.is_none()).count() as u64
        }
        None => 0,
    };
    let doubtful = if running { Vec::new() } else { state.services.doubtful_dates(import.row.id).await? };
    Ok(Rendered::new(ImportPage {
        running,
        doubtful: doubtful.len(),
        progress: Progress { done: import.rows_done, total: import.row.rows_total.unwrap_or(0) },
        refusal: if running { None } else { Refusal::of(&import) },
        counts,
        again: !running && may_run(&import),
        waiting,
        problems: problems.into_iter().map(|(_, problem)| ProblemView::from(problem)).collect(),
        head,
    }))
}
