//! Background work that was given up.

pub mod collection;
pub mod retries;
pub mod settlements;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get))
        .routes(routes!(retries::post))
        .routes(routes!(settlements::post))
}
