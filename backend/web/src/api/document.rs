//! The description of the API: what the code says of its operations, and what they have in common.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::{Info, OpenApi, Ref, RefOr};
use utoipa::{OpenApi as _, ToSchema};

use crate::error::Problem;
use crate::extract::NoQuery;

static TEXT: LazyLock<String> = LazyLock::new(super::openapi);

#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Problem)))]
struct Opening;

/// The description before the operations are told.
pub fn opening() -> OpenApi {
    let mut document = Opening::openapi();
    let mut info = Info::new("Kakuzuke", env!("CARGO_PKG_VERSION"));
    info.description = Some("A register and grading service for supplier security.".to_owned());
    document.info = info;
    document
}

/// Answers `/api/v1/openapi.json`.
pub async fn get(_: NoQuery) -> Response {
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

/// Adds what can go wrong with every operation.
pub fn complete(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        let named = path.contains('{');
        for (operation, writes) in operations(item) {
            add_problems(operation, named, writes);
        }
    }
    document
}

/// The operations of an address, and whether each changes the register.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&mut Operation, bool)> {
    [(&mut item.get, false), (&mut item.put, true), (&mut item.post, true), (&mut item.delete, true)]
        .into_iter()
        .filter_map(|(operation, writes)| Some((operation.as_mut()?, writes)))
}

fn add_problems(operation: &mut Operation, named: bool, writes: bool) {
    let has_body = operation.request_body.is_some();
    let problems = [
        (true, 400, "The request cannot be read, or a parameter is unknown or repeated."),
        (true, 401, "The access token is missing or not good."),
        (true, 403, "The role or the token's scope does not allow this, or another site's page sent the request."),
        (named || chooses(operation), 404, "Nothing is known by this name."),
        (writes, 409, "The request contradicts what the register holds."),
        (has_body, 413, "The body is too large."),
        (has_body, 415, "The body is of a type that is not read here."),
        (true, 421, "The server does not answer for this host name."),
        (true, 422, "A value is not acceptable."),
        (true, 500, "Our own fault; the request id helps to find it."),
        (true, 503, "The register is busy; try again in a moment."),
    ];
    for (applies, status, words) in problems {
        if applies {
            operation.responses.responses.entry(status.to_string()).or_insert_with(|| problem(words));
        }
    }
}

/// Whether a parameter names something that the caller must be allowed to look at: the buyer to which a list is narrowed, or
/// an entry of the ledger.
fn chooses(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters
        .any(|parameter| matches!(parameter, RefOr::T(parameter) if matches!(parameter.name.as_str(), "buyer" | "seq")))
}

fn problem(words: &str) -> RefOr<utoipa::openapi::Response> {
    let schema = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(words).content(crate::error::PROBLEM_JSON, content).build().into()
}
