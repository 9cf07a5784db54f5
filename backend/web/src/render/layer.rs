//! The outer layer: language, menu and request are added here, and the page is rendered once.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use kakuzuke_domain::accounts::Actor;
use tera::Context;

use super::address::Address;
use super::menu::menu;
use super::page::Rendered;
use super::{RenderError, Room};
use crate::caller::{Caller, Standing};
use crate::error::broken_page;
use crate::language::{Language, PARAMETER};
use crate::layers::request_id::RequestId;
use crate::state::AppState;

/// Renders what the handlers answered with.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let request_id = request.extensions().get::<RequestId>().cloned();
    let (parts, body) = request.into_parts();
    let language = Language::of(&parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(page) = response.extensions_mut().remove::<Rendered>() else {
        return response;
    };
    let caller = response.extensions().get::<Caller>().cloned().unwrap_or_default();
    let unread = unread(&state, &caller).await;
    match html(&state, language, &uri, page, &caller, unread) {
        Ok(html) => {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
            headers.append(header::VARY, HeaderValue::from_static("cookie, accept-language"));
            headers.remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(html);
            response
        }
        Err(error) => {
            tracing::error!(%error, path = uri.path(), "a page could not be rendered");
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

fn html(
    state: &AppState,
    language: Language,
    uri: &Uri,
    page: Rendered,
    caller: &Caller,
    unread: u64,
) -> Result<String, RenderError> {
    let mut context = page.context.map_err(|error| RenderError::Catalogue(error.to_string()))?;
    context.extend(surroundings(state.config.demo, language, uri, page.room, caller));
    context.insert("unread", &unread);
    state.renderer.render(language, page.template, &context)
}

/// The variables that every template may use beside its page's own.
#[must_use]
pub fn surroundings(demo: bool, language: Language, uri: &Uri, room: Room, caller: &Caller) -> Context {
    let other = match language {
        Language::Ja => Language::En,
        Language::En => Language::Ja,
    };
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(PARAMETER))
        .collect();
    let address = if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) };
    let mut switch = Address::new(&address);
    switch.push(PARAMETER, other.as_str());
    let mut context = Context::new();
    context.insert("lang", language.as_str());
    context.insert("other_lang", other.as_str());
    context.insert("switch_href", &switch.finish());
    let actor = if caller.standing() == Standing::Known { caller.actor().clone() } else { Actor::nobody() };
    context.insert("menu", &menu(room, &actor));
    context.insert("signed_in", &(caller.standing() != Standing::Nobody));
    context.insert("my_name", caller.name());
    context.insert("demo", &demo);
    context.insert("version", env!("CARGO_PKG_VERSION"));
    context
}
