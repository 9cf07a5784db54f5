//! `/ledger`: the tamper-evident record of every change.

mod export;
mod list;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

#[cfg(test)]
pub use list::LedgerPage;

/// The addresses of the room.
pub fn router() -> Router<AppState> {
    Router::new().route("/ledger", get(list::get)).route("/ledger/export", get(export::get))
}
