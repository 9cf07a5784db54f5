//! Audits: recorded, corrected, withdrawn.

mod corrections;
mod form;
mod new;
mod show;
mod withdrawals;

use axum::routing::{get, post};

use crate::routes::Routes;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/suppliers/{id}/audits/new", get(new::get))
        .route("/suppliers/{id}/audits", post(new::post))
        .route("/audits/{id}", get(show::get))
        .route("/audits/{id}/corrections", post(corrections::post))
        .route("/audits/{id}/withdrawals", post(withdrawals::post))
}
#[cfg(test)]
pub use new::NewAuditPage;
pub use show::AuditPage;
