//! `/buyers`: the public bodies that buy, and the suppliers they have contracts with.

mod export;
mod list;
mod show;
mod templates;

use axum::routing::get;
use kakuzuke_domain::accounts::{ResourceKind, Tenant};
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::routes::Routes;
use crate::state::AppState;

#[cfg(test)]
pub use list::BuyersPage;
#[cfg(test)]
pub use show::BuyerPage;
#[cfg(test)]
pub use templates::TemplatesPage;
pub use templates::buyer as template_buyer;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/buyers", get(list::get))
        .route("/buyers/export", get(export::get))
        .route("/buyers/{code}", get(show::get))
        .merge(templates::router())
}

/// A buyer in a list to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct BuyerChoice {
    /// The code in addresses.
    pub code: String,
    /// The name.
    pub name: String,
}

/// The buyers with a code whose things of this kind the caller sees, in their customary order.
///
/// # Errors
/// When the register cannot be read.
pub async fn choices(state: &AppState, caller: &Caller, kind: ResourceKind) -> Result<Vec<BuyerChoice>> {
    let visible = caller.sees(kind);
    let buyers = state.store.every_buyer().await?.into_iter();
    let buyers = buyers.filter(|buyer| visible.has(Tenant::Buyer(buyer.id)));
    Ok(buyers.filter_map(|buyer| Some(BuyerChoice { code: buyer.code?, name: buyer.name })).collect())
}
