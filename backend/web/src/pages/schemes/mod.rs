//! `/schemes`: the published rule as a person reads it.

mod list;
mod new;
mod rules;
mod show;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use list::SchemesPage;
#[cfg(test)]
pub use new::NewSchemePage;
#[cfg(test)]
pub use show::SchemePage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/schemes", get(list::get))
        .route("/schemes/new", get(new::get).post(new::post))
        .route("/schemes/{sha256}", get(show::get))
}
