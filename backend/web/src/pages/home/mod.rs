//! `/`: what needs attention.

mod api;
mod bands;
mod show;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use api::ApiPage;
#[cfg(test)]
pub use show::HomePage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/", get(show::get)).route("/api", get(api::get))
}
