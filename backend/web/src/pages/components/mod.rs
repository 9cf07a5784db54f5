//! `/components`: every component of the pages in every state, for whoever writes or judges a page.

mod show;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub(super) use show::ComponentsPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/components", get(show::get))
}
