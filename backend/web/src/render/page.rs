//! A page is a struct and the name of its template.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tera::Context;

use super::RenderError;
use super::menu::Room;

/// The data of a page. Field names are the template's variables.
pub trait Page: Serialize + Send + Sync + 'static {
    /// The template, such as `suppliers/list.html`.
    const TEMPLATE: &'static str;
    /// Where the menu shows the reader to be.
    const ROOM: Room = Room::None;

    /// Example data that between them reach every branch of the template.
    #[cfg(test)]
    fn samples() -> Vec<Self>
    where
        Self: Sized,
    {
        Vec::new()
    }
}

/// A page on its way to the outer layer, which renders it.
#[derive(Clone)]
pub struct Rendered {
    pub(super) template: &'static str,
    pub(super) room: Room,
    pub(super) context: Result<Context, Arc<RenderError>>,
    status: StatusCode,
}

impl Rendered {
    /// The page with status 200.
    #[must_use]
    pub fn new<P: Page>(page: P) -> Self {
        let context = Context::from_serialize(&page).map_err(|error| Arc::new(RenderError::from(error)));
        Self { template: P::TEMPLATE, room: P::ROOM, context, status: StatusCode::OK }
    }

    /// The same page with another status, such as 422 for a form that comes back.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

impl IntoResponse for Rendered {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
