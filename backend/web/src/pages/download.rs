//! A file sent to be saved.

use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::error::{AppError, Result};

/// Streams the file at `path` under `name`, which is ASCII. The file may be deleted as soon as this returns: it is open.
///
/// # Errors
/// When the file cannot be opened.
pub async fn file(path: &Path, name: &str, content_type: &str) -> Result<Response> {
    let file = File::open(path).await.map_err(AppError::internal)?;
    let length = file.metadata().await.map_err(AppError::internal)?.len();
    let mut response = named(Body::from_stream(ReaderStream::new(file)), name, content_type)?;
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

/// Sends bytes under `name`, which is ASCII.
///
/// # Errors
/// When the name or the type cannot stand in a header.
pub fn bytes(bytes: Bytes, name: &str, content_type: &str) -> Result<Response> {
    named(Body::from(bytes), name, content_type)
}

fn named(body: Body, name: &str, content_type: &str) -> Result<Response> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(content_type).map_err(AppError::internal)?);
    let disposition = format!("attachment; filename=\"{name}\"");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(AppError::internal)?);
    Ok(response)
}
