//! Subcontracts: the chain behind a contract, asked for and decided tier by tier.

pub mod answer;
pub mod body;
pub mod collection;
pub mod decisions;
pub mod endings;
pub mod item;
pub mod of_supplier;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(of_supplier::get))
        .routes(routes!(item::get, item::put, item::delete))
        .routes(routes!(decisions::post))
        .routes(routes!(endings::post))
}
