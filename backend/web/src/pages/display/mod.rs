//! `/display`: how a reader wants the pages.

mod show;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub(super) use show::DisplayPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new().route("/display", get(show::get).post(show::post))
}
