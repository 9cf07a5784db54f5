//! `/contracts`: who buys what from whom.

mod export;
mod list;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

#[cfg(test)]
pub use list::ContractsPage;

/// The addresses of the room.
pub fn router() -> Router<AppState> {
    Router::new().route("/contracts", get(list::get)).route("/contracts/export", get(export::get))
}
