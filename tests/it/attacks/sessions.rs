//! Sessions planted, stolen, doubled and made up.
use axum::http::{Method, header};
use kakuzuke_domain::accounts::TokenScope;

use super::{app, ledger, refused, with};
use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people;
use crate::sign_in::desk::{EMAIL, PHRASE, hanako};

both!(a_stolen_cookie_ends_with_the_session, a_made_up_session_is_nobodys, the_cookie_stays_with_us);

async fn a_stolen_cookie_ends_with_the_session(engine: Engine) {
    let mut app = app(engine).await;
    let store = app.services.store().clone();
    let account = people::account(&store, "見本 花子", &[]).await;
    let (one, other) = (people::session(&store, account, true).await, people::session(&store, account, true).await);
    app.session = Some(one.clone());
    app.get("/account/security").await.is(200);
    let left = app.form("/sign-out", &[]).await.is(303);
    let cookie = left.headers[header::SET_COOKIE].to_str().expect("a cookie");
    assert!(cookie.starts_with("__Host-session=;") && cookie.contains("Max-Age=0"), "{cookie}");
    let before = ledger(&app).await;
    for path in ["/account/security", "/suppliers", "/"] {
        let answer = app.get(path).await.is(303);
        assert!(answer.location().starts_with("/sign-in"), "{path}");
    }
    assert_eq!(app.get("/api/v1/notices").await.status, 401);
    assert!(app.form("/account/security/totp", &[]).await.is(303).location().starts_with("/sign-in"));
    assert_eq!(ledger(&app).await, before);
    app.session = Some(other);
    app.get("/account/security").await.is(200);
    let secret = kakuzuke_store::Secret::read(&one).expect("a secret");
    assert!(store.visitor(&secret).await.expect("a look").is_none());
}

async fn a_made_up_session_is_nobodys(engine: Engine) {
    let mut app = app(engine).await;
    let real = app.session.take().expect("a session");
    let many = format!("__Host-session={real}; __Host-session={}", "a".repeat(64));
    let twice = format!("__Host-session={real}; __Host-session={real}");
    let cookies = [
        format!("__Host-session={}", "0".repeat(64)),
        format!("__Host-session={}", real.chars().rev().collect::<String>()),
        format!("__Host-session={}", &real[..63]),
        format!("__Host-session={real}0"),
        format!("__Host-session=\"{real}\""),
        format!("__host-session={real}"),
        format!("session={real}"),
        format!("__Host-session={}", "a".repeat(20_000)),
        "__Host-session=".to_owned(),
        many,
        twice,
    ];
    for cookie in cookies {
        let answer = with(&app, Method::GET, "/account/security", &[("cookie", cookie.as_bytes())]).await;
        assert_eq!(answer.status, 303, "{cookie}");
        assert!(answer.location().starts_with("/sign-in"), "{cookie}");
    }
    let good = format!("__Host-session={real}");
    let apart = [("cookie", good.as_bytes()), ("cookie", good.as_bytes())];
    assert_eq!(with(&app, Method::GET, "/account/security", &apart).await.status, 303, "two lines are two cookies");
    let store = app.services.store().clone();
    let account = people::account(&store, "見本 花子", &[]).await;
    let token = people::token(&store, account, TokenScope::ALL).await;
    for given in [
        "Bearer kakuzuke_",
        &format!("Bearer kakuzuke_{}", "0".repeat(64)),
        &format!("Bearer {}", token.replace("kakuzuke_", "")),
        &format!("Basic {token}"),
        &format!("Bearer {real}"),
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        "",
    ] {
        let answer = with(&app, Method::GET, "/api/v1/notices", &[("authorization", given.as_bytes())]).await;
        refused(given, &answer);
        assert_eq!(answer.status, 401, "{given}");
    }
    let page = with(&app, Method::GET, "/", &[("authorization", format!("Bearer {token}").as_bytes())]).await;
    assert_eq!(page.status, 303, "a token opens the API and no page");
}

async fn the_cookie_stays_with_us(engine: Engine) {
    let mut app = app(engine).await;
    hanako(app.services.store(), app.services.accounts()).await;
    let planted = "ab".repeat(32);
    app.session = Some(planted.clone());
    let answer = app.form("/sign-in", &[("email", EMAIL), ("password", PHRASE)]).await.is(303);
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie").to_owned();
    let mut parts = cookie.split("; ");
    let value = parts.next().and_then(|pair| pair.strip_prefix("__Host-session=")).expect("a session");
    assert_ne!(value, planted, "a value chosen by somebody else is not taken over");
    let mut attributes: Vec<&str> = parts.collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    assert!(
        app.get("/account/security").await.is(303).location().starts_with("/sign-in"),
        "and is worth nothing after"
    );
    for path in ["/", "/account/security", "/api/v1/notices"] {
        let answer = app.get(path).await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}
