//! What handlers take from a request. Every extractor here answers with our errors; axum's own are forbidden by
//! clippy outside this folder.

mod as_of;
pub mod body;
mod fields;
mod form;
mod json;
mod multipart;
mod path;
mod query;
mod saved;
mod text;

use axum::http::request::Parts;

pub use self::as_of::{AsOf, Dated};
pub use self::form::Form;
pub use self::json::{Json, parse};
pub use self::multipart::{Multipart, Part};
pub use self::path::Path;
pub use self::query::{NoQuery, Query};
pub use self::saved::{Saved, save_body};

/// Whether a program asks, below `/api`, or a person, for a page.
pub fn is_api_path(path: &str) -> bool {
    path.starts_with("/api/")
}

fn is_api(parts: &Parts) -> bool {
    is_api_path(parts.uri.path())
}
