//! Questions without end: a challenge for a passkey costs a row, so what is counted is how many rows one address can make.
use axum::http::Method;
use chrono::TimeDelta;
use kakuzuke_services::accounts::{Asked, Attempt, Visit};

use super::{app, ledger, refused, with};
use crate::both;
use crate::harness::engine::Engine;
use crate::sign_in::desk::{EMAIL, PHRASE, hanako, later};

both!(one_address_is_asked_so_often_and_no_more, the_page_says_when_to_come_again);

async fn one_address_is_asked_so_often_and_no_more(engine: Engine) {
    let app = app(engine).await;
    let origin = "https://kakuzuke.city.example.jp".parse().expect("an address");
    let desk = app.services.accounts().clone().at(&origin, Vec::new()).expect("a desk");
    let account = hanako(app.services.store(), &desk).await;
    let visit = |address: &str| Visit { address: address.to_owned(), agent: String::new() };
    let (mut asked, mut last) = (0, None);
    for _ in 0..1_000 {
        match desk.ask_for_passkey(&visit("192.0.2.7")).await.expect("an answer") {
            Asked::Question(..) => asked += 1,
            Asked::Throttled(until) => last = Some(until),
        }
    }
    assert!((150..250).contains(&asked), "{asked} of 1,000");
    assert!(last.is_some_and(|until| until > app.services.store().now()));
    let other = desk.ask_for_passkey(&visit("192.0.2.8")).await.expect("an answer");
    assert!(matches!(other, Asked::Question(..)), "another address is asked");
    let signed_in = desk.by_password(EMAIL, PHRASE, &visit("192.0.2.7")).await.expect("an answer");
    assert_eq!(signed_in, Attempt::Accepted(account));
    let again = desk.ask_for_passkey(&visit("192.0.2.7")).await.expect("an answer");
    assert!(matches!(again, Asked::Question(..)), "whoever signs in gives one back");
    later(&app, TimeDelta::minutes(11));
    let again = desk.ask_for_passkey(&visit("192.0.2.7")).await.expect("an answer");
    assert!(matches!(again, Asked::Question(..)), "old questions are forgotten");
}

async fn the_page_says_when_to_come_again(engine: Engine) {
    let mut app = app(engine).await;
    let before = ledger(&app).await;
    let session = app.session.take();
    for path in ["/sign-in/passkeys/challenges", "/sign-in/second-step/challenges"] {
        app.session = session.clone();
        let mut answer = with(&app, Method::POST, path, &[]).await;
        for _ in 0..250 {
            answer = with(&app, Method::POST, path, &[]).await;
        }
        refused(path, &answer);
        assert_eq!(answer.status, 429, "{path}");
        let pause: u64 = answer.headers["retry-after"].to_str().expect("text").parse().expect("seconds");
        assert!((1..=121).contains(&pause), "{pause}");
    }
    assert_eq!(ledger(&app).await, before);
}
