//! `/notices`: what a person is told, and how.

mod list;
mod readings;
mod settings;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use list::NoticesPage;
#[cfg(test)]
pub use settings::NoticeSettingsPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/notices", get(list::get))
        .route("/notices/readings", post(readings::post_all))
        .route("/notices/settings", get(settings::get).post(settings::post))
        .route("/notices/{id}/readings", post(readings::post))
}
