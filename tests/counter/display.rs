//! What a reader chose, and the word after a redirect: cookies that say nothing of their own.

use axum::body::Body;
use axum::http::Response;
use kakuzuke_web::WebConfig;
use kakuzuke_web::flash::Flash;

use super::layers::{Counter, counter, header, text};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn cookies(response: &Response<Body>) -> Vec<String> {
    response.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

async fn page(counter: &Counter, cookie: &str) -> String {
    text(counter.ask("GET", "/display", &[("cookie", cookie)], "").await).await
}

#[tokio::test]
async fn a_choice_is_kept_in_the_browser_and_shown_by_the_server() {
    let counter = counter(WebConfig::default()).await;
    let response = counter.ask("POST", "/display", &[FORM], "theme=contrast&shortcuts=off").await;
    assert_eq!(response.status(), 303);
    assert_eq!(header(&response, "location"), "/display");
    let set = cookies(&response);
    for expected in ["theme=contrast; Path=/;", "shortcuts=off; Path=/;", "flash="] {
        assert!(set.iter().any(|cookie| cookie.starts_with(expected)), "{expected} in {set:?}");
    }
    let html = page(&counter, "theme=contrast; shortcuts=off").await;
    assert!(html.contains("<html lang=\"ja\" data-theme=\"contrast\" data-shortcuts=\"off\">"));
    for unknown in ["theme=purple", "theme=\"><script>", "shortcuts=maybe", ""] {
        let html = page(&counter, unknown).await;
        assert!(html.contains("data-theme=\"system\" data-shortcuts=\"on\">"), "{unknown}");
    }
}

#[tokio::test]
async fn an_unknown_choice_is_refused_and_nothing_is_kept() {
    let counter = counter(WebConfig::default()).await;
    for body in [
        "theme=purple&shortcuts=on",
        "theme=dark",
        "theme=dark&theme=light&shortcuts=on",
        "theme=dark&shortcuts=on&next=//evil",
        "",
    ] {
        let response = counter.ask("POST", "/display", &[FORM], body).await;
        assert!(response.status().is_client_error(), "{body}: {}", response.status());
        assert!(cookies(&response).is_empty(), "{body}");
    }
    let response = counter
        .ask(
            "POST",
            "/display",
            &[FORM, ("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")],
            "theme=dark&shortcuts=on",
        )
        .await;
    assert_eq!(response.status(), 403);
    assert!(cookies(&response).is_empty());
}

#[tokio::test]
async fn a_word_is_said_once_and_only_on_pages() {
    let counter = counter(WebConfig::default()).await;
    for flash in Flash::SAMPLES {
        let set = cookies(&flash.redirect("/schemes"));
        let cookie = set.first().unwrap().split(';').next().unwrap();
        for untouched in ["/healthz", "/api/v1/openapi.json", &kakuzuke_web::assets::url("app.css")] {
            let response = counter.ask("GET", untouched, &[("cookie", cookie)], "").await;
            assert!(cookies(&response).is_empty(), "{untouched} does not take {flash:?}");
        }
        let response = counter.ask("GET", "/schemes", &[("cookie", cookie)], "").await;
        assert_eq!(header(&response, "cache-control"), "no-store");
        let gone = cookies(&response);
        assert!(gone.iter().any(|cookie| cookie.starts_with("flash=; Path=/; Max-Age=0;")), "{gone:?}");
        assert!(text(response).await.contains("role=\"status\"><p>"), "{flash:?}");
    }
}

#[tokio::test]
async fn what_is_no_word_of_ours_is_not_said() {
    let counter = counter(WebConfig::default()).await;
    let as_hex = |json: &str| json.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    for forged in [
        "saved".to_owned(),
        as_hex("{\"message\":\"site_name\"}"),
        as_hex("{\"message\":\"decided\",\"row\":\"<b>\"}"),
        as_hex("{\"message\":\"decided\",\"row\":-1}"),
        as_hex("{\"message\":\"decided\",\"row\":1,\"more\":\"words\"}"),
        as_hex("[]"),
        "7b".repeat(4000),
    ] {
        let response = counter.ask("GET", "/schemes", &[("cookie", &format!("flash={forged}"))], "").await;
        assert_eq!(response.status(), 200);
        assert!(cookies(&response).iter().any(|cookie| cookie.starts_with("flash=;")));
        assert!(text(response).await.contains("role=\"status\"></div>"), "{forged}");
    }
}
