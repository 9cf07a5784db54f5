//! Parameters that repeat, that nobody knows, and that are no text.
use axum::http::Method;

use super::{app, ledger, quiet, refused, with};
use crate::both;
use crate::harness::engine::Engine;

both!(parameters_are_known_single_and_text, the_search_takes_everything_as_text);

async fn parameters_are_known_single_and_text(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    for list in
        ["/suppliers", "/contracts", "/ledger", "/api/v1/suppliers", "/api/v1/contracts", "/api/v1/ledger/entries"]
    {
        for query in [
            "limit=1&limit=2",
            "cursor=a&cursor=b",
            "role=operator",
            "text=%FF",
            "text=%C3%28",
            "text=%2",
            "text=%00",
            "limit[]=1",
            "limit=1;limit=2",
            "%FF=1",
            "valid_on=2026-01-01&valid_on=2026-01-02",
        ] {
            let path = format!("{list}?{query}");
            let answer = with(&app, Method::GET, &path, &[]).await;
            refused(&path, &answer);
            assert!([400, 422].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        }
    }
    let long = format!("/suppliers?text={}", "a".repeat(30_000));
    quiet("a long search", &with(&app, Method::GET, &long, &[]).await);
    assert_eq!(ledger(&app).await, before);
}

async fn the_search_takes_everything_as_text(engine: Engine) {
    let app = app(engine).await;
    for text in [
        "'%20OR%201=1--",
        "%22;DROP%20TABLE%20suppliers;--",
        "%25%25%25_____",
        "%5C",
        "%5C%25",
        "$1",
        "?1",
        "NEAR(a%20b)",
        "a*%20OR%20-b",
        "%E2%80%AE%E2%80%8B%EF%BB%BF",
        "(%28%28%28%28",
    ] {
        for path in [format!("/suppliers?text={text}"), format!("/api/v1/suppliers?text={text}")] {
            let answer = app.get(&path).await;
            quiet(&path, &answer);
            assert_eq!(answer.status, 200, "{path}");
        }
    }
    assert_eq!(app.get("/api/v1/suppliers").await.is(200).value()["count"], 0);
}
