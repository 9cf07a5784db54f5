//! The tamper-evident record of every change (RFC 6962).

pub mod consistency;
pub mod entries;
pub mod head;
pub mod inclusion;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(entries::get))
        .routes(routes!(head::get))
        .routes(routes!(inclusion::get))
        .routes(routes!(consistency::get))
}
