//! Cloud services and their use by contracts.

pub mod body;
pub mod collection;
pub mod item;
pub mod use_endings;
pub mod use_item;
pub mod uses;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get, item::put, item::delete))
        .routes(routes!(uses::get, uses::post))
        .routes(routes!(use_item::delete))
        .routes(routes!(use_endings::post))
}
