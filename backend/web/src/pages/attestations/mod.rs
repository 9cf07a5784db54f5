//! Declarations, certificates, registrations: recorded, corrected, withdrawn.

mod corrections;
mod form;
mod new;
mod show;

use axum::routing::{get, post};

use crate::pages::withdrawals;
use crate::routes::Routes;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/suppliers/{id}/attestations/new", get(new::get))
        .route("/suppliers/{id}/attestations", post(new::post))
        .route("/attestations/{id}", get(show::get))
        .route("/attestations/{id}/corrections", post(corrections::post))
        .route("/attestations/{id}/withdrawals", post(withdrawals::post::<AttestationPage>))
}
#[cfg(test)]
pub use new::NewAttestationPage;
pub use show::AttestationPage;
