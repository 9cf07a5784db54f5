//! Standard clauses, their sets, and buyers' own texts of them.

pub mod body;
pub mod collection;
pub mod item;
pub mod judgements;
pub mod sets;
pub mod variant;
pub mod variants;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get))
        .routes(routes!(item::get))
        .routes(routes!(variants::get, variants::post))
        .routes(routes!(variant::get, variant::put, variant::delete))
        .routes(routes!(judgements::post))
        .routes(routes!(sets::list))
        .routes(routes!(sets::get))
        .routes(routes!(sets::file))
}
