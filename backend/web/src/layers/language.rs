//! Finds the reader's language and remembers a choice made by `?lang=`.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_LANGUAGE, VARY};
use axum::middleware::Next;
use axum::response::Response;

use crate::cookies;
use crate::extract::is_api_path;
use crate::language::{COOKIE_NAME, Language};

/// Puts the [`Language`] where handlers and the renderer find it.
pub async fn layer(request: Request, next: Next) -> Response {
    let is_page = !is_api_path(request.uri().path());
    let asked_for = Language::asked_for(request.uri().query()).filter(|_| is_page);
    let (mut parts, body) = request.into_parts();
    let language = Language::of(&parts);
    parts.extensions.insert(language);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    if let Some(language) = asked_for {
        cookies::keep(headers, COOKIE_NAME, language.as_str(), cookies::A_YEAR);
    }
    response
}
