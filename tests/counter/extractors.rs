//! What handlers take from a request: strict about names and repetition, and every refusal is a code.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kakuzuke_web::error::{AppError, Situation};
use kakuzuke_web::extract::{Form, Json, NoQuery, Path, Query};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

#[derive(Debug, Deserialize, Serialize)]
struct Wish {
    text: String,
    limit: Option<u32>,
    #[serde(default)]
    band: Vec<String>,
    star: Option<bool>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    number: String,
    level: u8,
    inner: Option<Inner>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    kind: Kind,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    One,
    Two,
}

fn router() -> Router {
    Router::new()
        .route("/wish", get(async |Query(wish): Query<Wish>| Json(wish)))
        .route("/api/wish", get(async |Query(wish): Query<Wish>| Json(wish)))
        .route("/form", post(async |Form(wish): Form<Wish>| Json(wish)))
        .route("/paper", post(async |Json(paper): Json<Paper>| Json(paper)))
        .route("/none", get(async |_: NoQuery| "none"))
        .route("/number/{number}", get(async |Path(number): Path<u32>| number.to_string()))
}

async fn send(request: Request<Body>) -> Response {
    router().oneshot(request).await.into_response()
}

async fn get_text(uri: &str) -> Result<String, (StatusCode, String)> {
    told(send(Request::get(uri).body(Body::empty()).unwrap()).await).await
}

async fn post_text(uri: &str, kind: &str, body: impl Into<Body>) -> Result<String, (StatusCode, String)> {
    told(send(Request::post(uri).header("content-type", kind).body(body.into()).unwrap()).await).await
}

async fn told(response: Response) -> Result<String, (StatusCode, String)> {
    if let Some(Situation(error)) = response.extensions().get::<Situation>() {
        let fields: Vec<String> =
            error.problems().iter().map(|problem| format!("{}:{}", problem.field, problem.code)).collect();
        let words = if fields.is_empty() { error.code().to_owned() } else { fields.join(",") };
        return Err((response.status(), words));
    }
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

fn refused(status: u16, words: &str) -> Result<String, (StatusCode, String)> {
    Err((StatusCode::from_u16(status).unwrap(), words.to_owned()))
}

#[tokio::test]
async fn a_page_takes_empty_fields_as_absent() {
    let answer = get_text("/wish?text=%E6%A0%AA+a&limit=&band=S&band=&band=A&star=on&lang=en").await.unwrap();
    assert_eq!(answer, r#"{"text":"株 a","limit":null,"band":["S","A"],"star":true}"#);
}

#[tokio::test]
async fn a_program_means_what_it_sends() {
    assert_eq!(get_text("/api/wish?text=&limit=").await, refused(422, "limit:not_an_integer"));
    assert_eq!(get_text("/api/wish?text=a&star=on").await, refused(422, "star:not_a_bool"));
    assert_eq!(get_text("/api/wish?text=a&limit=+5").await, refused(422, "limit:not_an_integer"));
    assert_eq!(get_text("/api/wish?text=a&lang=en").await, refused(400, "lang:unknown_field"));
}

#[tokio::test]
async fn parameters_are_known_single_and_readable() {
    assert_eq!(get_text("/wish?text=a&colour=red").await, refused(400, "colour:unknown_field"));
    assert_eq!(get_text("/wish?text=a&text=b").await, refused(400, "text:repeated"));
    assert_eq!(get_text("/wish?limit=5").await, refused(400, "text:missing"));
    assert_eq!(get_text("/wish?text=%FF").await, refused(400, "text:not_utf8"));
    assert_eq!(get_text("/wish?text=%2").await, refused(400, "text:malformed_escape"));
    assert_eq!(get_text("/wish?text=%00").await, refused(400, "text:forbidden_character"));
    assert_eq!(get_text("/wish?text=a&limit=many").await, refused(422, "limit:not_an_integer"));
    assert_eq!(get_text("/none?a=1").await, refused(400, "a:unknown_field"));
    assert_eq!(get_text("/none?lang=en").await, Ok("none".to_owned()));
}

#[tokio::test]
async fn an_address_that_is_none_is_not_found() {
    assert_eq!(get_text("/number/12").await, Ok("12".to_owned()));
    for address in ["/number/twelve", "/number/%FF", "/number/%00", "/number/-1"] {
        assert_eq!(get_text(address).await, refused(404, "not_found"), "{address}");
    }
}

#[tokio::test]
async fn forms_are_read_like_parameters() {
    let kind = "application/x-www-form-urlencoded";
    assert!(post_text("/form", kind, "text=a&limit=3").await.is_ok());
    assert_eq!(post_text("/form", kind, "text=a&x=1").await, refused(400, "x:unknown_field"));
    assert_eq!(post_text("/form", "text/plain", "text=a").await, refused(415, "unsupported_media_type"));
}

#[tokio::test]
async fn json_is_read_strictly() {
    let kind = "application/json; charset=utf-8";
    let ok = post_text("/paper", kind, r#"{"number":"1","level":2,"inner":{"kind":"one"}}"#).await;
    assert_eq!(ok, Ok(r#"{"number":"1","level":2,"inner":{"kind":"one"}}"#.to_owned()));
    let cases: [(&[u8], u16, &str); 12] = [
        (b"{", 400, "body:not_json"),
        (b"", 400, "body:not_json"),
        (b"{} {}", 422, "number:missing"),
        (br#"{"number":"1","level":2} x"#, 400, "body:not_json"),
        (b"\xFF", 400, "body:not_utf8"),
        (br#"{"number":"\u0000","level":2}"#, 422, "body:forbidden_character"),
        (br#"{"number":"1","level":300}"#, 422, "level:invalid_value"),
        (br#"{"number":1,"level":2}"#, 422, "number:wrong_type"),
        (br#"{"number":"1","level":2,"x":1}"#, 422, "x:unknown_field"),
        (br#"{"number":"1","number":"1","level":2}"#, 422, "number:repeated"),
        (br#"{"number":"1","level":2,"inner":{"kind":"three"}}"#, 422, "inner.kind:not_one_of"),
        (br#"{"number":"1","level":2,"inner":{}}"#, 422, "inner.kind:missing"),
    ];
    for (body, status, words) in cases {
        let answer = post_text("/paper", kind, body).await;
        assert_eq!(answer, refused(status, words), "{}", String::from_utf8_lossy(body));
    }
    assert_eq!(post_text("/paper", "text/html", "{}").await, refused(415, "unsupported_media_type"));
    let escaped = post_text("/paper", kind, r#"{"number":"\\u0000","level":2}"#).await;
    assert!(escaped.is_ok(), "a backslash before u0000 is text, not U+0000");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_too_large() {
    let answer = post_text("/paper", "application/json", "x".repeat(3 * 1024 * 1024)).await;
    assert_eq!(answer.map_err(|(status, _)| status), Err(StatusCode::PAYLOAD_TOO_LARGE));
    assert_eq!(AppError::TooLarge { limit: 5 }.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
