//! Audits: recorded, corrected, withdrawn.

mod codes;
mod corrections;
mod form;
mod new;
mod redemptions;
mod show;

use axum::routing::{get, post};

use crate::pages::withdrawals;
use crate::routes::Routes;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/suppliers/{id}/audits/new", get(new::get))
        .route("/suppliers/{id}/audits", post(new::post))
        .route("/suppliers/{id}/share-codes", get(codes::get).post(codes::post))
        .route("/share-codes/{id}/withdrawals", post(codes::end))
        .route("/suppliers/{id}/redemptions", get(redemptions::get).post(redemptions::post))
        .route("/audits/{id}", get(show::get))
        .route("/audits/{id}/corrections", post(corrections::post))
        .route("/audits/{id}/withdrawals", post(withdrawals::post::<AuditPage>))
}

#[cfg(test)]
pub use codes::ShareCodesPage;
#[cfg(test)]
pub use new::NewAuditPage;
#[cfg(test)]
pub use redemptions::RedemptionsPage;
pub use show::AuditPage;
