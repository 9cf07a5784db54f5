//! `/approvals`: what waits for a second person.

mod decisions;
mod list;
mod show;
mod upload;
mod versions;
mod withdrawals;

use axum::routing::{get, post};
use kakuzuke_domain::accounts::{Action, Resource};
use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_store::{Approval, ApprovalSight};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::routes::Routes;
use crate::state::AppState;

pub(crate) use upload::read_file;

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

/// Whether the caller may do this with what is proposed, by or for the buyer if it belongs to one.
pub(crate) fn allows(caller: &Caller, action: Action, kind: ApprovalKind, buyer: Option<Uuid>) -> bool {
    let (what, owner) = kind.concerns(buyer);
    caller.may(action, &Resource::new(what, owner))
}

/// Whether the caller may propose or decide such things.
fn sees(caller: &Caller, kind: ApprovalKind, buyer: Option<Uuid>) -> bool {
    allows(caller, Action::Propose, kind, buyer) || allows(caller, kind.decided_by(), kind, buyer)
}

/// Which proposals the caller may see: those that the caller may propose or decide.
pub(crate) fn visible(caller: &Caller) -> ApprovalSight {
    let kinds = |of_buyer: bool| ApprovalKind::ALL.iter().copied().filter(move |kind| kind.is_of_buyer() == of_buyer);
    let own: Vec<Uuid> = caller.actor().buyers().collect();
    let seen = |kind: ApprovalKind| own.iter().copied().filter(move |buyer| sees(caller, kind, Some(*buyer)));
    let mut buyers: Vec<Uuid> = kinds(true).flat_map(seen).collect();
    buyers.sort_unstable();
    buyers.dedup();
    ApprovalSight {
        common: kinds(false).filter(|kind| sees(caller, *kind, None)).collect(),
        of_buyers: kinds(true).filter(|kind| seen(*kind).next().is_some()).collect(),
        buyers,
    }
}

/// A proposal that the caller may see.
pub(crate) async fn find(state: &AppState, caller: &Caller, id: Uuid) -> Result<Approval> {
    let approval = state.store.approval(id).await?.ok_or(AppError::NotFound)?;
    if sees(caller, approval.kind, approval.buyer) { Ok(approval) } else { Err(AppError::NotFound) }
}
