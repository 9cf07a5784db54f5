//! Lets a request through to its handler, or says why not.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use kakuzuke_domain::accounts::Decision;

use super::{Need, methods, need};
use crate::caller::{Caller, Standing};
use crate::error::AppError;
use crate::extract::is_api_path;
use crate::render::address::Address;

/// Where a person signs in.
pub const SIGN_IN: &str = "/sign-in";
/// Where a person proves the second factor.
pub const SECOND_STEP: &str = "/sign-in/second-step";
/// Where a person without a second factor sets one up.
pub const SET_UP: &str = "/account/security";

/// Refuses what the table does not allow.
pub async fn layer(request: Request, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let Some(need) = need(request.method(), &path) else {
        return elsewhere(&path);
    };
    let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
    match (need.decide(caller.actor()), caller.standing()) {
        (None, Standing::Nobody) if need == Need::Person => sign_in_first(&request),
        (None, _) => next.run(request).await,
        (Some(Decision::Unknown), _) | (Some(_), Standing::Nobody) => sign_in_first(&request),
        (Some(_), Standing::Unproven) => lead(&request, SECOND_STEP),
        (Some(_), Standing::Unprotected) => lead(&request, SET_UP),
        (Some(Decision::Allowed), Standing::Known) => next.run(request).await,
        (Some(Decision::Forbidden), Standing::Known) => AppError::Forbidden.into_response(),
        (Some(Decision::Hidden), Standing::Known) => AppError::NotFound.into_response(),
    }
}

/// The table knows the address for other methods only, or not at all.
fn elsewhere(path: &str) -> Response {
    let methods = methods(path);
    let Some(allow) = HeaderValue::from_str(&methods.join(",")).ok().filter(|_| !methods.is_empty()) else {
        return AppError::NotFound.into_response();
    };
    let mut answer = AppError::MethodNotAllowed.into_response();
    answer.headers_mut().insert(header::ALLOW, allow);
    answer
}

fn sign_in_first(request: &Request) -> Response {
    lead(request, SIGN_IN)
}

/// A person is led on, and comes back to where they wanted to go; a program is told what it lacks.
fn lead(request: &Request, to: &str) -> Response {
    if is_api_path(request.uri().path()) {
        let mut answer = AppError::Unauthenticated.into_response();
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        return answer;
    }
    let mut address = Address::new(to);
    if request.method() == Method::GET && to != SET_UP {
        let back = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        if back != "/" {
            address.push("next", &back);
        }
    }
    Redirect::to(&address.finish()).into_response()
}
