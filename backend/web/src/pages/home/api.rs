//! `/api`: what programs can ask, for people.

use serde::Serialize;

use crate::extract::NoQuery;
use crate::render::{Page, Rendered};

/// The page about the API.
#[derive(Debug, Serialize)]
pub struct ApiPage {}

impl Page for ApiPage {
    const TEMPLATE: &'static str = "home/api.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `GET /api`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(ApiPage {})
}
