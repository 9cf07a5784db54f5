//! A file sent to be saved.

use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
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
    let mut response = Response::new(Body::from_stream(ReaderStream::new(file)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(content_type).map_err(AppError::internal)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    let disposition = format!("attachment; filename=\"{name}\"");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(AppError::internal)?);
    Ok(response)
}
