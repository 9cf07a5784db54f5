//! The tamper-evident record of every change (RFC 6962).

pub mod consistency;
pub mod entries;
pub mod export;
pub mod head;
pub mod heads;
pub mod inclusion;
pub mod one_head;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(entries::get))
        .routes(routes!(head::get))
        .routes(routes!(heads::get))
        .routes(routes!(one_head::get))
        .routes(routes!(export::get))
        .routes(routes!(inclusion::get))
        .routes(routes!(consistency::get))
}
