//! `/assets/…`: style sheets, scripts and pictures, under a name that changes with their content.

use std::borrow::Cow;

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::AppError;

/// A year, the longest a cache may keep an answer; the name changes when the content does.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const HASH_LETTERS: usize = 12;

#[derive(RustEmbed)]
#[folder = "../../templates/assets/"]
struct Assets;

/// The address of the asset at `path` below `templates/assets`: `/assets/app.3f2a9c01b7de.css` for `app.css`.
/// A path that is no asset is answered as it stands, and will answer 404.
pub fn url(path: &str) -> String {
    match Assets::get(path) {
        Some(file) => format!("/assets/{}", hashed_name(path, &file)),
        None => format!("/assets/{path}"),
    }
}

fn hashed_name(path: &str, file: &EmbeddedFile) -> String {
    let hash = hex::encode(file.metadata.sha256_hash());
    let hash = hash.get(..HASH_LETTERS).unwrap_or(&hash);
    match path.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{path}.{hash}"),
    }
}

/// The path of a hashed name, and its hash.
fn split_hash(name: &str) -> Option<(String, &str)> {
    let (rest, extension) = name.rsplit_once('.')?;
    match rest.rsplit_once('.') {
        Some((stem, hash)) if hash.len() == HASH_LETTERS => Some((format!("{stem}.{extension}"), hash)),
        _ => Some((rest.to_owned(), extension)),
    }
}

/// Answers `/assets/{*path}`; an outdated hash is 404, so that no cache keeps new bytes under an old name.
pub async fn get(request: Request) -> Response {
    let name = request.uri().path().trim_start_matches("/assets/");
    let found = split_hash(name)
        .and_then(|(path, _)| Some((Assets::get(&path)?, path)))
        .filter(|(file, path)| hashed_name(path, file) == name);
    let Some((file, _)) = found else { return AppError::NotFound.into_response() };
    let mime = file.metadata.mimetype();
    let mime = if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime.to_owned() };
    let body = match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    if let Ok(mime) = HeaderValue::from_str(&mime) {
        response.headers_mut().insert(CONTENT_TYPE, mime);
    }
    response.headers_mut().insert(CACHE_CONTROL, FOR_EVER);
    response
}
