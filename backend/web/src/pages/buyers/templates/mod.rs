//! `/buyers/{code}/templates`: the Word template of a buyer for its special clauses.

mod file;
mod list;
mod preview;
mod standard;
mod withdrawals;

use axum::routing::{get, post};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_store::Buyer;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::routes::Routes;
use crate::state::AppState;

#[cfg(test)]
pub use list::TemplatesPage;

/// The addresses below a buyer.
pub fn router() -> Routes {
    Routes::new()
        .route("/buyers/{code}/templates", get(list::get).post(list::post))
        .route("/buyers/{code}/templates/standard", get(standard::get))
        .route("/buyers/{code}/templates/{id}", get(file::get))
        .route("/buyers/{code}/templates/{id}/preview", get(preview::get))
        .route("/buyers/{code}/templates/{id}/withdrawals", post(withdrawals::post))
}

/// A template belongs to the papers of contracts: who may see those of the buyer may see it.
#[must_use]
pub fn templates_of(buyer: &Buyer) -> Resource<'static> {
    Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer.id))
}

/// The buyer with this code, whose templates the caller may `action`.
///
/// # Errors
/// Not found without such a buyer or if it is another's, forbidden without the role.
pub async fn buyer(state: &AppState, caller: &Caller, action: Action, code: &str) -> Result<Buyer> {
    let buyer = state.store.buyer(code).await?.ok_or(AppError::NotFound)?;
    caller.require(action, &templates_of(&buyer))?;
    Ok(buyer)
}
