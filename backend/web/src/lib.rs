//! The counter: pages, JSON API, security headers, languages. Holds no business rule.
//!
//! A page of the room `suppliers` is in `pages/suppliers/`, its operation of the API in `api/suppliers/`. What a
//! request passes on its way is in [`layers`], what a handler takes from it in [`extract`], and every way in which
//! it can fail in [`error`].

pub mod access;
pub mod api;
pub mod assets;
pub mod caller;
pub mod config;
pub mod cookies;
pub mod display;
pub mod error;
pub mod extract;
pub mod flash;
mod health;
mod keys;
pub mod language;
pub mod layers;
pub mod pages;
pub mod proxy;
pub mod render;
pub mod routes;
pub mod server;
pub mod sign_in;
pub mod state;
pub mod writes;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::error::AppError;
use crate::state::AppState;

pub use crate::api::openapi;
pub use crate::config::WebConfig;
pub use crate::proxy::Proxy;

/// Every address of the counter, with every layer.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/healthz", get(health::get))
        .route("/.well-known/jwks.json", get(keys::get))
        .route("/assets/{*path}", get(assets::get))
        .merge(pages::router().into_router())
        .merge(api::router())
        .fallback(async || AppError::NotFound)
        .method_not_allowed_fallback(async || AppError::MethodNotAllowed);
    let inner = ServiceBuilder::new()
        .layer(from_fn(layers::language::layer))
        .layer(from_fn_with_state(state.clone(), render::layer))
        .layer(from_fn_with_state(state.clone(), layers::errors::layer))
        .layer(CatchPanicLayer::custom(layers::panics::situation))
        .layer(from_fn_with_state(state.clone(), layers::hosts::layer))
        .layer(CsrfLayer::new().with_rejection_response(|_| AppError::CrossSite.into_response()))
        .layer(RequestBodyTimeoutLayer::new(state.config.body_pause))
        .map_request(|request: axum::http::Request<_>| request.map(axum::body::Body::new))
        .layer(from_fn_with_state(state.clone(), layers::address::layer))
        .layer(from_fn_with_state(state.clone(), layers::caller::layer))
        .layer(from_fn(access::layer))
        .layer(from_fn_with_state(state.clone(), layers::limits::layer));
    let already_small = NotForContentType::const_new("application/vnd.openxmlformats");
    let outer = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(layers::panics::last_resort))
        .layer(from_fn_with_state(state.clone(), layers::request_id::layer))
        .layer(from_fn_with_state(state.clone(), layers::headers::layer))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(already_small)));
    routes.layer(inner).layer(outer).with_state(state)
}
