//! `/clauses`: the standard clauses, their sets, and buyers' own texts of them.

mod export;
mod list;
mod new_set;
mod new_variant;
mod set;
mod sets;
mod show;
mod variant;
mod variant_changes;
mod variant_form;
mod view;

use axum::routing::{get, post};

use crate::routes::Routes;

#[cfg(test)]
pub use list::ClausesPage;
#[cfg(test)]
pub use new_set::NewClauseSetPage;
#[cfg(test)]
pub use new_variant::NewVariantPage;
#[cfg(test)]
pub use set::ClauseSetPage;
#[cfg(test)]
pub use sets::ClauseSetsPage;
#[cfg(test)]
pub use show::ClausePage;
pub use variant::VariantPage;
pub(crate) use variant_form::text_problems;
pub(crate) use view::all_articles;

/// The addresses of the room.
pub fn router() -> Routes {
    Routes::new()
        .route("/clauses", get(list::get))
        .route("/clauses/export", get(export::get))
        .route("/clauses/sets", get(sets::get))
        .route("/clauses/sets/new", get(new_set::get).post(new_set::post))
        .route("/clauses/sets/{sha256}", get(set::get))
        .route("/clauses/{code}", get(show::get))
        .route("/clauses/{code}/variants/new", get(new_variant::get))
        .route("/clauses/{code}/variants", post(new_variant::post))
        .route("/clauses/variants/{id}", get(variant::get))
        .route("/clauses/variants/{id}/corrections", post(variant_changes::correct))
        .route("/clauses/variants/{id}/withdrawals", post(variant_changes::withdraw))
        .route("/clauses/variants/{id}/judgements", post(variant_changes::judge))
}
