//! `/`: what needs attention.

mod api;
mod bands;
mod show;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

#[cfg(test)]
pub use api::ApiPage;
#[cfg(test)]
pub use show::HomePage;

/// The addresses of the room.
pub fn router() -> Router<AppState> {
    Router::new().route("/", get(show::get)).route("/api", get(api::get))
}
