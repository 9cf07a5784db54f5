//! The public bodies that buy.

pub mod collection;
pub mod item;
pub mod templates;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get))
        .routes(routes!(item::get))
        .routes(routes!(templates::collection::get, templates::collection::post))
        .routes(routes!(templates::file::get))
        .routes(routes!(templates::withdrawals::post))
}
