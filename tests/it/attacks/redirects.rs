//! Addresses of another site where ours leads people on.
use axum::http::Method;

use super::{app, quiet, with};
use crate::both;
use crate::harness::app::Answer;
use crate::harness::engine::Engine;
use crate::sign_in::desk::{EMAIL, PHRASE, hanako};

both!(no_sign_in_leads_to_another_site, no_page_links_to_another_site);

const ELSEWHERE: [&str; 14] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "/\t/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\u{3000}//evil.example",
];

async fn no_sign_in_leads_to_another_site(engine: Engine) {
    let mut app = app(engine).await;
    app.session = None;
    hanako(app.services.store(), app.services.accounts()).await;
    for next in ELSEWHERE {
        let typed = [("email", EMAIL), ("password", PHRASE), ("next", next)];
        let answer = app.form("/sign-in", &typed).await.is(303);
        assert_eq!(answer.location(), "/", "{next:?}");
    }
    let typed = [("email", EMAIL), ("password", PHRASE), ("next", "/suppliers?text=a%0d%0a&star=true")];
    let answer = app.form("/sign-in", &typed).await.is(303);
    assert_eq!(answer.location(), "/suppliers?text=a%0d%0a&star=true");
}

async fn no_page_links_to_another_site(engine: Engine) {
    let mut app = app(engine).await;
    for path in
        ["//evil.example/", "///evil.example/a?b=c", "//evil.example/%2e%2e", "/%5cevil.example", "/%09/evil.example"]
    {
        let answer = app.get(path).await;
        quiet(path, &answer);
        only_ours(path, &answer);
    }
    app.session = None;
    for path in ["//evil.example/", "/suppliers?next=//evil.example", "/suppliers//evil.example"] {
        let answer = with(&app, Method::GET, path, &[]).await;
        let led = answer.status.is_redirection();
        assert!(!led || answer.location().starts_with("/sign-in?next=%2F"), "{path}");
        only_ours(path, &answer);
    }
    for next in ["//evil.example", "https://evil.example", "javascript:alert(1)"] {
        only_ours(next, &app.get(&format!("/sign-in?next={next}")).await.is(200));
    }
}

/// Every link, form and file of the page is at an address of ours.
#[track_caller]
fn only_ours(what: &str, answer: &Answer) {
    let html = answer.text();
    for mark in ["href=\"", "action=\"", "src=\""] {
        for piece in html.split(mark).skip(1) {
            let address = piece.split('"').next().unwrap_or_default();
            let ours = address.starts_with('#') || address.starts_with('?') || address.starts_with('/');
            let foreign = address.starts_with("//") || address.starts_with("/\\") || address.starts_with("/&#");
            assert!(ours && !foreign, "{what} leads to {address}");
        }
    }
}
