//! Contracts: who buys what from whom; recorded, corrected, amended, renewed, withdrawn, closed out.

pub mod amendments;
pub mod body;
pub mod close_outs;
pub mod collection;
pub mod item;
pub mod ocds;
pub mod proposals;
pub mod renewals;
pub mod special_clauses;
pub mod versions;
pub mod words;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get, item::put, item::delete))
        .routes(routes!(versions::get))
        .routes(routes!(special_clauses::get))
        .routes(routes!(special_clauses::file))
        .routes(routes!(amendments::post))
        .routes(routes!(renewals::post))
        .routes(routes!(close_outs::get, close_outs::post))
        .routes(routes!(proposals::criticality))
        .routes(routes!(proposals::waiver))
        .routes(routes!(ocds::get))
}
