//! `/approvals`: what waits for a second person.

mod decisions;
mod list;
mod show;
mod versions;
mod withdrawals;

use axum::routing::{get, post};
use kakuzuke_domain::accounts::{Action, Resource};
use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_store::Approval;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::routes::Routes;
use crate::state::AppState;

#[cfg(test)]
pub use list::ApprovalsPage;
#[cfg(test)]
pub use show::ApprovalPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/approvals", get(list::get))
        .route("/approvals/{id}", get(show::get))
        .route("/approvals/{id}/decisions", post(decisions::post))
        .route("/approvals/{id}/withdrawals", post(withdrawals::post))
        .route("/approvals/{id}/versions", post(versions::post))
}

/// Whether the caller may do this with what is proposed.
pub(crate) fn allows(caller: &Caller, action: Action, kind: ApprovalKind) -> bool {
    let (what, owner) = kind.concerns();
    caller.may(action, &Resource::new(what, owner))
}

/// The kinds whose proposals the caller may see: those that the caller may propose or decide.
pub(crate) fn visible(caller: &Caller) -> Vec<ApprovalKind> {
    let seen = |kind: &ApprovalKind| allows(caller, Action::Propose, *kind) || allows(caller, kind.decided_by(), *kind);
    ApprovalKind::ALL.iter().copied().filter(seen).collect()
}

/// A proposal that the caller may see.
pub(crate) async fn find(state: &AppState, caller: &Caller, id: Uuid) -> Result<Approval> {
    let approval = state.store.approval(id).await?.ok_or(AppError::NotFound)?;
    if visible(caller).contains(&approval.kind) { Ok(approval) } else { Err(AppError::NotFound) }
}
