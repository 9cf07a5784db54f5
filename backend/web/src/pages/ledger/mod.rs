//! `/ledger`: the tamper-evident record of every change.

mod checking;
mod export;
mod filters;
mod heads;
mod list;
#[cfg(test)]
mod samples;
mod subject;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use checking::CheckingPage;
#[cfg(test)]
pub use heads::HeadsPage;
#[cfg(test)]
pub use list::LedgerPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/ledger", get(list::get))
        .route("/ledger/export", get(export::get))
        .route("/ledger/heads", get(heads::get))
        .route("/ledger/checking", get(checking::get))
}
