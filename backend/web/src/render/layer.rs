//! The outer layer: language, menu and request are added here, and the page is rendered once.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use super::nonce::Nonce;
use super::page::Rendered;
use super::surroundings::Surroundings;
use super::{RenderError, Renderer};
use crate::caller::{Caller, Standing};
use crate::display::Display;
use crate::error::broken_page;
use crate::flash::Flash;
use crate::language::Language;
use crate::layers::request_id::RequestId;
use crate::state::AppState;

/// Renders what the handlers answered with.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let request_id = request.extensions().get::<RequestId>().cloned();
    let (parts, body) = request.into_parts();
    let is_shown = parts.method == Method::GET;
    let mut surroundings = Surroundings {
        demo: state.config.demo,
        language: Language::of(&parts),
        uri: parts.uri.clone(),
        caller: Caller::default(),
        unread: 0,
        display: Display::of(&parts.headers),
        flash: Flash::of(&parts.headers).filter(|_| is_shown),
        nonce: None,
    };
    let flash_waits = is_shown && Flash::is_waiting(&parts.headers);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(page) = response.extensions_mut().remove::<Rendered>() else {
        return response;
    };
    surroundings.caller = response.extensions().get::<Caller>().cloned().unwrap_or_default();
    surroundings.nonce = Nonce::draw(state.store.config().ids.as_ref());
    surroundings.unread = unread(&state, &surroundings.caller).await;
    match html(&state.renderer, &surroundings, page) {
        Ok(html) => {
            let headers = response.headers_mut();
            describe(headers, surroundings.language);
            if flash_waits {
                Flash::forget(headers);
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
            if let Some(nonce) = surroundings.nonce {
                response.extensions_mut().insert(nonce);
            }
            *response.body_mut() = Body::from(html);
            response
        }
        Err(error) => {
            tracing::error!(%error, path = surroundings.uri.path(), "a page could not be rendered");
            broken_page(&request_id.map(|id| id.0.to_string()).unwrap_or_default())
        }
    }
}

/// How many notices the person has not read; a page is shown all the same if that cannot be counted.
async fn unread(state: &AppState, caller: &Caller) -> u64 {
    match (caller.standing(), caller.account()) {
        (Standing::Known, Ok(account)) => state.store.unread_notices(account).await.unwrap_or(0),
        _ => 0,
    }
}

fn describe(headers: &mut HeaderMap, language: Language) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    headers.append(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    headers.remove(header::CONTENT_LENGTH);
}

fn html(renderer: &Renderer, surroundings: &Surroundings, page: Rendered) -> Result<String, RenderError> {
    let mut context = page.context.map_err(|error| RenderError::Catalogue(error.to_string()))?;
    context.extend(surroundings.context(page.room));
    renderer.render(surroundings.language, page.template, &context)
}
