//! A router that can tell its addresses, so that none escapes the tests of who may come where.

use axum::Router;
use axum::routing::MethodRouter;

use crate::state::AppState;

/// Addresses with their handlers.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    paths: Vec<&'static str>,
}

impl Routes {
    /// No address.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an address.
    #[must_use]
    pub fn route(mut self, path: &'static str, methods: MethodRouter<AppState>) -> Self {
        self.router = self.router.route(path, methods);
        self.paths.push(path);
        self
    }

    /// Adds the addresses of another room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.paths.extend(other.paths);
        self
    }

    /// The addresses, as the router knows them.
    #[must_use]
    pub fn paths(&self) -> &[&'static str] {
        &self.paths
    }

    /// The router itself.
    pub fn into_router(self) -> Router<AppState> {
        self.router
    }
}
