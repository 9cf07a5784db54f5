//! Subcontracts: the chain behind a contract, tier by tier.

mod chain;
mod corrections;
mod decisions;
mod endings;
mod export;
mod form;
mod new;
mod picture;
#[cfg(test)]
mod samples;
mod show;
mod view;
mod withdrawals;

use axum::routing::{get, post};

use crate::routes::Routes;

pub use chain::{ChainPage, Typed};
#[cfg(test)]
pub use samples::subcontract as subcontract_sample;
#[cfg(test)]
pub use show::SubcontractPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/contracts/{id}/subcontracts", get(chain::get).post(new::post))
        .route("/subcontracts/export", get(export::get))
        .route("/subcontracts/{id}", get(show::get))
        .route("/subcontracts/{id}/decisions", post(decisions::post))
        .route("/subcontracts/{id}/corrections", post(corrections::post))
        .route("/subcontracts/{id}/endings", post(endings::post))
        .route("/subcontracts/{id}/withdrawals", post(withdrawals::post))
}
