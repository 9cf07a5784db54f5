//! A panic in a handler ends that request and nothing else.

use std::any::Any;

use axum::response::{IntoResponse, Response};

use crate::error::{AppError, broken_page};

/// Turns what a handler's panic left behind into our own fault, with its message for the log.
pub fn situation(panic: Box<dyn Any + Send + 'static>) -> Response {
    AppError::internal(message(&*panic)).into_response()
}

/// The answer to a panic outside of the handlers, where nothing is left to render a page with.
pub fn last_resort(panic: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!(panic = message(&*panic), "panic outside of a handler");
    broken_page("")
}

fn message(panic: &(dyn Any + Send)) -> String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        return format!("panic: {text}");
    }
    match panic.downcast_ref::<String>() {
        Some(text) => format!("panic: {text}"),
        None => "panic".to_owned(),
    }
}
