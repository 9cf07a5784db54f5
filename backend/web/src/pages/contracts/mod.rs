//! `/contracts`: who buys what from whom, recorded, corrected, amended, renewed, closed out.

mod amendments;
mod change;
mod close_outs;
mod corrections;
mod criticality;
mod due;
mod export;
mod form;
mod list;
mod new;
mod proposals;
mod renewals;
#[cfg(test)]
mod samples;
mod show;
mod special_clauses;
mod special_clauses_word;
mod view;
mod withdrawals;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use change::ChangePage;
#[cfg(test)]
pub use criticality::CriticalityPage;
pub use due::ContractsDue;
#[cfg(test)]
pub use list::ContractsPage;
#[cfg(test)]
pub use new::NewContractPage;
#[cfg(test)]
pub use show::ContractPage;
pub use show::history;
#[cfg(test)]
pub use special_clauses::SpecialClausesPage;
pub use special_clauses::{Asked as AskedClauses, paper as special_clauses};

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/contracts", get(list::get).post(new::post))
        .route("/contracts/export", get(export::get))
        .route("/contracts/new", get(new::get))
        .route("/contracts/criticality", get(criticality::get))
        .route("/contracts/{id}", get(show::get))
        .route("/contracts/{id}/special-clauses", get(special_clauses::get))
        .route("/contracts/{id}/special-clauses.docx", get(special_clauses_word::get))
        .route("/contracts/{id}/corrections/new", get(corrections::get))
        .route("/contracts/{id}/corrections", post(corrections::post))
        .route("/contracts/{id}/amendments/new", get(amendments::get))
        .route("/contracts/{id}/amendments", post(amendments::post))
        .route("/contracts/{id}/renewals/new", get(renewals::get))
        .route("/contracts/{id}/renewals", post(renewals::post))
        .route("/contracts/{id}/withdrawals", post(withdrawals::post))
        .route("/contracts/{id}/close-outs", post(close_outs::post))
        .route("/contracts/{id}/criticality-proposals", post(proposals::criticality))
        .route("/contracts/{id}/erasure-waivers", post(proposals::waiver))
}
