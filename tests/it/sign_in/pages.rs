//! The pages of signing in: what they say to strangers, whom they lead where, and what is fresh enough for a change.
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use kakuzuke_store::Secret;

use super::desk::{EMAIL, PHRASE, app, hanako, later, link, shown, with_app};
use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people;

both!(
    strangers_learn_nothing,
    an_office_signs_in_with_two_factors,
    changes_ask_for_a_fresh_proof,
    a_planted_session_is_worth_nothing,
    a_link_is_used_on_its_page,
    no_answer_leads_to_another_site,
);

fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    let found = lines.filter_map(|line| line.to_str().unwrap().strip_prefix(&format!("{name}="))).next()?;
    Some(found.split(';').next().unwrap().to_owned())
}

fn location(answer: &Answer) -> &str {
    answer.headers.get(header::LOCATION).map_or("", |place| place.to_str().unwrap())
}

async fn stranger(engine: Engine) -> TestApp {
    let mut app = app(engine).await;
    app.session = None;
    app
}

/// The page without the word that lets its scripts run, which is another one each time.
fn without_nonce(html: &str) -> String {
    let nonce = html.split_once("nonce=\"").and_then(|(_, rest)| rest.split('"').next());
    nonce.map_or_else(|| html.to_owned(), |nonce| html.replace(nonce, ""))
}

async fn strangers_learn_nothing(engine: Engine) {
    let app = stranger(engine).await;
    hanako(app.services.store(), app.services.accounts()).await;
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@city.example.jp"] {
        let answer = app.form("/sign-in", &[("email", email), ("password", "a wrong password, long")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(cookie(&answer, "__Host-session"), None);
        assert!(!answer.text().contains("a wrong password"), "a password is never written back");
        let reset = app.form("/password-resets", &[("email", email)]).await;
        assert_eq!(reset.status, StatusCode::OK);
        answers.push((without_nonce(&answer.text()).replace(email, ""), without_nonce(&reset.text())));
    }
    assert_eq!(answers[0], answers[1], "letter by letter");
    for path in ["/account/security", "/sign-in/second-step"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(location(&answer).starts_with("/sign-in?next="), "{path}");
    }
}

async fn an_office_signs_in_with_two_factors(engine: Engine) {
    let mut app = stranger(engine).await;
    let account = hanako(app.services.store(), app.services.accounts()).await;
    let typed = [("email", EMAIL), ("password", PHRASE), ("next", "/suppliers")];
    let answer = app.form("/sign-in", &typed).await;
    assert_eq!((answer.status, location(&answer)), (StatusCode::SEE_OTHER, "/suppliers"));
    app.session = cookie(&answer, "__Host-session");
    let led = app.get("/suppliers").await;
    assert!(
        location(&led).starts_with("/account/security"),
        "without a second factor there is one thing to do: {}",
        location(&led)
    );
    let page = app.get("/account/security").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("二要素認証を設定してください"));
    let (new, _) = with_app(&app, account).await;
    let led = app.get("/suppliers").await;
    assert!(location(&led).starts_with("/sign-in/second-step?next="), "{}", location(&led));
    let wrong = app.form("/sign-in/second-step", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    later(&app, TimeDelta::seconds(30));
    let code = shown(&new, app.services.store().now());
    let before = app.session.clone().unwrap();
    let proven = app.form("/sign-in/second-step", &[("code", &code), ("next", "/suppliers")]).await;
    assert_eq!((proven.status, location(&proven)), (StatusCode::SEE_OTHER, "/suppliers"));
    app.session = cookie(&proven, "__Host-session");
    assert_eq!(app.get("/suppliers").await.status, StatusCode::OK);
    let old = app.services.store().visitor(&Secret::read(&before).unwrap()).await.unwrap();
    assert!(old.is_none(), "the secret of before the proof is worth nothing");
}

async fn changes_ask_for_a_fresh_proof(engine: Engine) {
    let mut app = app(engine).await;
    let store = app.services.store().clone();
    let account = hanako(&store, app.services.accounts()).await;
    with_app(&app, account).await;
    app.session = Some(people::session(&store, account, false).await);
    let changes: [(&str, &[(&str, &str)]); 7] = [
        ("/account/security/totp", &[]),
        ("/account/security/totp/removals", &[]),
        ("/account/security/recovery-codes", &[]),
        (
            "/account/security/password",
            &[("present_password", PHRASE), ("new_password", "four other words of the person")],
        ),
        ("/account/security/passkeys", &[("answer", "{}"), ("name", "x")]),
        ("/account/security/passkeys/challenges", &[]),
        ("/account/security/identities/removals", &[("issuer", "x"), ("subject", "y")]),
    ];
    for (path, fields) in changes {
        let answer = app.form(path, fields).await;
        assert!(location(&answer).starts_with("/sign-in/second-step"), "a password alone changes nothing: {path}");
    }
    app.session = Some(people::session(&store, account, true).await);
    later(&app, TimeDelta::minutes(16));
    for (path, fields) in changes {
        let answer = app.form(path, fields).await;
        assert!(location(&answer).starts_with("/sign-in/second-step"), "a proof of long ago changes nothing: {path}");
    }
    assert!(store.totp(account).await.unwrap().is_some());
    app.session = Some(people::session(&store, account, true).await);
    let last = app.form("/account/security/totp/removals", &[]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = app.form("/account/security/recovery-codes", &[]).await;
    assert_eq!(codes.text().matches("<code>").count(), 10);
}

async fn a_planted_session_is_worth_nothing(engine: Engine) {
    let mut app = app(engine).await;
    let store = app.services.store().clone();
    hanako(&store, app.services.accounts()).await;
    let attacker = people::account(&store, "攻撃者", &[]).await;
    let planted = people::session(&store, attacker, true).await;
    app.session = Some(planted.clone());
    let answer = app.form("/sign-in", &[("email", EMAIL), ("password", PHRASE)]).await;
    let own = cookie(&answer, "__Host-session").unwrap();
    assert_ne!(own, planted);
    assert!(store.visitor(&Secret::read(&planted).unwrap()).await.unwrap().is_none());
}

async fn a_link_is_used_on_its_page(engine: Engine) {
    let app = stranger(engine).await;
    let desk = app.services.accounts();
    hanako(app.services.store(), desk).await;
    desk.ask_for_reset(EMAIL, &super::desk::visit()).await.unwrap().await.unwrap();
    let path = format!("/password-resets/{}", link(&app).await.unwrap());
    assert!(app.get(&path).await.text().contains("new_password"));
    let short = app.form(&path, &[("new_password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = app.form(&path, &[("new_password", "four other words of the person")]).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(!app.get(&path).await.text().contains("new_password"), "the link is over");
    let again = app.form(&path, &[("new_password", "yet other words of the person")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn no_answer_leads_to_another_site(engine: Engine) {
    let app = stranger(engine).await;
    hanako(app.services.store(), app.services.accounts()).await;
    for next in [
        "https://evil.example.jp/",
        "//evil.example.jp",
        "/\\evil.example.jp",
        "javascript:alert(1)",
        "/\r\nset-cookie: x=y",
    ] {
        let answer = app.form("/sign-in", &[("email", EMAIL), ("password", PHRASE), ("next", next)]).await;
        assert_eq!((answer.status, location(&answer)), (StatusCode::SEE_OTHER, "/"), "{next:?}");
    }
    let unknown = app.get("/sign-in/with/nobody").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = app.get("/sign-in/with/nobody/callback?state=x&code=y").await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
}
