//! Concentration: which companies the contracts hang on, and what stops if one of them fails.

pub mod collection;
pub mod item;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(collection::get)).routes(routes!(item::get))
}
