//! What waits for a second person.

pub mod answer;
pub mod collection;
pub mod decisions;
pub mod item;
pub mod versions;
pub mod withdrawals;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get))
        .routes(routes!(decisions::post))
        .routes(routes!(withdrawals::post))
        .routes(routes!(versions::post))
}
