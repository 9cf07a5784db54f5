//! `/ledger`: the tamper-evident record of every change.

mod export;
mod list;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use list::LedgerPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/ledger", get(list::get)).route("/ledger/export", get(export::get))
}
