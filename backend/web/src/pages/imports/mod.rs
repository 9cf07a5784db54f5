//! `/imports`: lists brought in, their columns understood, their problems sent back, their doubts decided by a person.

mod cancellations;
mod decisions;
mod export;
mod head;
mod list;
mod mapping;
mod options;
mod problems;
mod proposals;
mod questions;
mod runs;
mod show;
mod view;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use list::ImportsPage;
#[cfg(test)]
pub use mapping::MappingPage;
#[cfg(test)]
pub use problems::ProblemsPage;
#[cfg(test)]
pub use proposals::ProposalsPage;
#[cfg(test)]
pub use view::ImportPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/imports", get(list::get).post(list::post))
        .route("/imports/export", get(export::get))
        .route("/imports/{id}", get(show::get))
        .route("/imports/{id}/runs", post(runs::post))
        .route("/imports/{id}/cancellations", post(cancellations::post))
        .route("/imports/{id}/problems", get(problems::get))
        .route("/imports/{id}/problems.xlsx", get(problems::file))
        .route("/imports/{id}/proposals", get(proposals::get))
        .route("/imports/{id}/proposals/{ordinal}/decisions", post(decisions::post))
}
