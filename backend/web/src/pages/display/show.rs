//! `/display`: the choice of colours and keys. `POST /display` keeps it in the reader's browser.

use axum::response::Response;
use serde::Serialize;

use crate::display::{Display, Theme};
use crate::extract::{Form, NoQuery};
use crate::flash::Flash;
use crate::render::{Page, Rendered};

/// The form. What is chosen now comes from the reader's cookies.
#[derive(Debug, Serialize)]
pub struct DisplayPage {
    themes: [&'static str; 4],
}

impl DisplayPage {
    fn new() -> Self {
        Self { themes: Theme::ALL.map(Theme::as_str) }
    }
}

impl Page for DisplayPage {
    const TEMPLATE: &'static str = "display/show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self::new()]
    }
}

/// `GET /display`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(DisplayPage::new())
}

/// `POST /display`
pub async fn post(Form(chosen): Form<Display>) -> Response {
    let mut response = Flash::DisplayKept.redirect("/display");
    chosen.remember(response.headers_mut());
    response
}
