//! `/components`: the components with made-up values, all of which stand in the template.

use serde::Serialize;

use crate::extract::NoQuery;
use crate::render::{Page, Rendered};

/// The page needs nothing from the register.
#[derive(Debug, Serialize)]
pub struct ComponentsPage {}

impl Page for ComponentsPage {
    const TEMPLATE: &'static str = "components/show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `GET /components`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(ComponentsPage {})
}
