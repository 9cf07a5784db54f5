//! `/schemes`: the published rule as a person reads it.

mod list;
mod rules;
mod show;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

#[cfg(test)]
pub use list::SchemesPage;
#[cfg(test)]
pub use show::SchemePage;

/// The addresses of the room.
pub fn router() -> Router<AppState> {
    Router::new().route("/schemes", get(list::get)).route("/schemes/{sha256}", get(show::get))
}
