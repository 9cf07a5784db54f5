//! `/contracts`: who buys what from whom.

mod export;
mod list;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use list::ContractsPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/contracts", get(list::get)).route("/contracts/export", get(export::get))
}
