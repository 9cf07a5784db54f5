//! `/suppliers`: the companies with their grades.

pub mod export;
mod facts;
mod form;
mod identity;
pub mod list;
pub mod members;
pub mod new;
pub mod profile;
#[cfg(test)]
pub(super) mod samples;
pub mod show;

use axum::routing::{get, post};

use crate::routes::Routes;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/suppliers", get(list::get).post(new::post))
        .route("/suppliers/export", get(export::get))
        .route("/suppliers/new", get(new::get))
        .route("/suppliers/{id}", get(show::get))
        .route("/suppliers/{id}/members", get(members::get))
        .route("/suppliers/{id}/members/changes", post(members::post))
        .route("/suppliers/{id}/profile", get(profile::get))
        .route("/suppliers/{id}/profile/changes", post(profile::change))
        .route("/suppliers/{id}/profile/{version}", get(profile::version))
        .route("/suppliers/{id}/profile/{version}/corrections", post(profile::correct))
}
