//! Suppliers and what is known of them.

pub mod collection;
pub mod facts;
pub mod facts_schema;
pub mod grade;
pub mod grade_schema;
pub mod grades;
pub mod improvements;
pub mod item;
pub mod key;
pub mod members;
pub mod names;
pub mod profiles;
pub mod registration;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub use self::key::SupplierKey;

/// The operations of this room.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(collection::get, collection::post))
        .routes(routes!(item::get))
        .routes(routes!(profiles::post))
        .routes(routes!(profiles::put))
        .routes(routes!(members::get, members::post))
        .routes(routes!(facts::get))
        .routes(routes!(grade::get))
        .routes(routes!(grades::get))
        .routes(routes!(improvements::get))
}
