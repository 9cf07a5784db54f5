//! `/suppliers`: the companies with their grades.

pub mod export;
mod facts;
mod identity;
pub mod list;
pub mod new;
#[cfg(test)]
pub(super) mod samples;
pub mod show;

use axum::routing::get;

use crate::routes::Routes;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/suppliers", get(list::get).post(new::post))
        .route("/suppliers/export", get(export::get))
        .route("/suppliers/new", get(new::get))
        .route("/suppliers/{id}", get(show::get))
}
