//! Imports of lists: uploaded, carried out by a worker, looked at while they run.

pub mod answer;
pub mod cancellations;
pub mod collection;
pub mod item;
pub mod kind;
pub mod options;
pub mod problems;
pub mod proposals;
pub mod runs;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get))
        .routes(routes!(runs::post))
        .routes(routes!(cancellations::post))
        .routes(routes!(problems::get))
        .routes(routes!(proposals::get))
        .routes(routes!(proposals::post))
}
