//! Audits: recorded, corrected, withdrawn; every version stays readable.

pub mod body;
pub mod collection;
pub mod item;
pub mod shown;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(collection::get, collection::post)).routes(routes!(
        item::get,
        item::put,
        item::delete
    ))
}
