//! Suppliers and what is known of them.

mod collection;
pub mod facts;
pub mod facts_schema;
mod grade;
mod grade_schema;
mod grades;
mod improvements;
mod item;
mod key;
mod names;
mod registration;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub use self::key::SupplierKey;
pub use self::names::SupplierKind;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get))
        .routes(routes!(facts::get))
        .routes(routes!(grade::get))
        .routes(routes!(grades::get))
        .routes(routes!(improvements::get))
}
