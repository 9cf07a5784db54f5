//! Ten thousand wrong passwords, in a row, at once and spread over many accounts. What they cost is hashing: so what is
//! counted is how many get that far. One account alone: `sign_in/desk.rs`.
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use kakuzuke_services::accounts::{Attempt, Visit};

use super::{app, ledger, refused};
use crate::both;
use crate::harness::engine::Engine;
use crate::sign_in::desk::{EMAIL, hanako, later};

both!(ten_thousand_spread_over_accounts, a_hundred_at_once, the_page_says_so);

const WRONG: &str = "a wrong password, long enough";

async fn ten_thousand_spread_over_accounts(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    let desk = app.services.accounts();
    let visit = Visit { address: "192.0.2.77".to_owned(), agent: String::new() };
    let (began, mut hashed) = (Instant::now(), 0);
    for number in 0..10_000 {
        later(&app, TimeDelta::milliseconds(360));
        let email = format!("nobody-{number}@city.example.jp");
        if desk.by_password(&email, WRONG, &visit).await.expect("an answer") == Attempt::Refused {
            hashed += 1;
        }
    }
    assert!(hashed < 100, "{hashed} of 10,000 in an hour were hashed");
    assert!(began.elapsed() < Duration::from_secs(100), "the refusals cost {:?}", began.elapsed());
    assert_eq!(ledger(&app).await, before);
}

async fn a_hundred_at_once(engine: Engine) {
    let app = app(engine).await;
    hanako(app.services.store(), app.services.accounts()).await;
    let tries = (0..100).map(|number| {
        let desk = app.services.accounts().clone();
        let visit = Visit { address: format!("198.51.100.{number}"), agent: String::new() };
        tokio::spawn(async move { desk.by_password(EMAIL, WRONG, &visit).await })
    });
    let mut hashed = 0;
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.expect("a task") {
            Ok(Attempt::Refused) => hashed += 1,
            Ok(Attempt::Throttled(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(hashed <= 6, "{hashed} of 100 at once were hashed");
}

async fn the_page_says_so(engine: Engine) {
    let mut app = app(engine).await;
    app.session = None;
    hanako(app.services.store(), app.services.accounts()).await;
    let before = ledger(&app).await;
    let mut statuses = Vec::new();
    for _ in 0..10 {
        let answer = app.form("/sign-in", &[("email", EMAIL), ("password", WRONG)]).await;
        refused("a wrong password", &answer);
        assert!(!answer.text().contains(WRONG), "a password is never written back");
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 6, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    assert_eq!(ledger(&app).await, before);
}
