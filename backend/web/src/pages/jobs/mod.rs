//! `/jobs`: background work that was given up, for whoever runs the installation.

mod list;
mod retries;
mod settlements;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use list::JobsPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/jobs", get(list::get))
        .route("/jobs/{id}/retries", post(retries::post))
        .route("/jobs/{id}/settlements", post(settlements::post))
}
