//! A person's notices.

pub mod collection;
pub mod readings;
pub mod settings;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get))
        .routes(routes!(readings::post))
        .routes(routes!(settings::get, settings::put))
}
