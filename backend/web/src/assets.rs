//! `/assets/…`: style sheets, scripts and pictures, under a name that changes with their content.

mod sheet;

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::error::AppError;

/// A year, the longest a cache may keep an answer; the name changes when the content does.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const HASH_LETTERS: usize = 12;

#[derive(RustEmbed)]
#[folder = "../../templates/assets/"]
struct Assets;

/// A file of ours with the SHA-256 of its bytes.
#[derive(Clone)]
struct Asset {
    bytes: Cow<'static, [u8]>,
    sha256: [u8; 32],
    mime: String,
}

/// The style sheet, put together once.
static SHEET: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = sheet::whole().into_bytes();
    Asset { sha256: Sha256::digest(&bytes).into(), bytes: Cow::Owned(bytes), mime: "text/css".to_owned() }
});

fn asset(path: &str) -> Option<Asset> {
    if path == sheet::NAME {
        return Some(SHEET.clone());
    }
    let file = Assets::get(path)?;
    let sha256 = file.metadata.sha256_hash();
    Some(Asset { sha256, mime: file.metadata.mimetype().to_owned(), bytes: file.data })
}

/// The address of the asset at `path` below `templates/assets`: `/assets/app.3f2a9c01b7de.css` for `app.css`.
/// A path that is no asset is answered as it stands, and will answer 404.
pub fn url(path: &str) -> String {
    let hash = if path == sheet::NAME {
        Some(SHEET.sha256)
    } else {
        Assets::get(path).map(|file| file.metadata.sha256_hash())
    };
    match hash {
        Some(sha256) => format!("/assets/{}", hashed_name(path, sha256)),
        None => format!("/assets/{path}"),
    }
}

fn hashed_name(path: &str, sha256: [u8; 32]) -> String {
    let hash = hex::encode(sha256);
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
        .and_then(|(path, _)| Some((asset(&path)?, path)))
        .filter(|(asset, path)| hashed_name(path, asset.sha256) == name);
    let Some((Asset { bytes, mime, .. }, _)) = found else { return AppError::NotFound.into_response() };
    let mime = if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime };
    let body = match bytes {
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
