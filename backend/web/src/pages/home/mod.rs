//! `/`: the work that waits, and what needs attention.

mod api;
mod bands;
mod blocks;
mod show;
mod waiting;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use api::ApiPage;
#[cfg(test)]
pub use show::HomePage;
#[cfg(test)]
pub use waiting::WaitingPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/", get(show::get)).route("/api", get(api::get)).route("/waiting/{work}", get(waiting::get))
}
