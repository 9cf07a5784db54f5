//! Signing in and out.

mod demo;
mod sign_in;
mod sign_out;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use sign_in::SignInPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/sign-in", get(sign_in::get))
        .route("/sign-out", post(sign_out::post))
        .route("/demo/sessions", post(demo::post))
}
