//! Audits: recorded, corrected, withdrawn; every version stays readable. Share codes show their findings to further buyers.

pub mod body;
pub mod code;
pub mod codes;
pub mod collection;
pub mod item;
pub mod redemptions;
pub mod shown;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get, item::put, item::delete))
        .routes(routes!(codes::get, codes::post))
        .routes(routes!(code::delete))
        .routes(routes!(redemptions::post))
}
