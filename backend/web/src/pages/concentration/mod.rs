//! Concentration: which companies the contracts hang on, and what stops if one of them fails.

mod company;
mod export;
mod list;

use axum::routing::get;

use crate::routes::Routes;

#[cfg(test)]
pub use company::CompanyPage;
#[cfg(test)]
pub use list::ConcentrationPage;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/contracts/concentration", get(list::get))
        .route("/contracts/concentration/export", get(export::get))
        .route("/contracts/concentration/{id}", get(company::get))
}
