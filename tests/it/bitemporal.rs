//! What held, and what was known: every question is asked with two dates, and an answer once given stays.
use axum::http::Method;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::{NOW, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people;

both!(corrections_supersede_and_the_past_stays, a_number_belongs_to_one_supplier);

/// The start of every test plus some hours.
fn hour(hours: i64) -> DateTime<Utc> {
    NOW.parse::<DateTime<Utc>>().expect("an instant") + TimeDelta::hours(hours)
}

/// Half an hour after it, as a query.
fn known_after(hours: i64) -> String {
    let at = hour(hours) + TimeDelta::minutes(30);
    format!("known_at={}", at.format("%Y-%m-%dT%H:%M:%SZ"))
}

fn certificate(scope: &str) -> Value {
    json!({"kind":"iso27001","edition":"2022","scope":scope,"number":"IS 123456","assurance":"official_register",
      "valid_from":"2026-01-01","valid_to":"2028-12-31","statuses":[]})
}

async fn register(app: &TestApp) -> String {
    let body = json!({"name":"株式会社国税商事あ","kind":"corporation","number":"2040001999902"});
    let answer = app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201).value();
    answer["id"].as_str().expect("an id").to_owned()
}

/// Band and points, as of a query.
async fn grade(app: &TestApp, supplier: &str, query: &str) -> (String, i64) {
    let grade = app.get(&format!("/api/v1/suppliers/{supplier}/grade?{query}")).await.is(200).value();
    (grade["band"].as_str().expect("a band").to_owned(), grade["points_milli"].as_i64().expect("points"))
}

async fn corrections_supersede_and_the_past_stays(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    app.clock.set(hour(1));
    let supplier = register(&app).await;
    app.clock.set(hour(2));
    let recorded = format!("/api/v1/suppliers/{supplier}/attestations");
    let recorded = app.json(Method::POST, &recorded, &certificate("covers")).await.is(201).value();
    let attestation = format!("/api/v1/attestations/{}", recorded["id"].as_str().expect("an id"));
    app.clock.set(hour(3));
    let rated = |points| ("D".to_owned(), points);
    assert_eq!(grade(&app, &supplier, "").await, rated(22_500), "18 of 80 applicable points");

    app.clock.set(hour(4));
    let correction = json!({"attestation": certificate("partly"), "reason": "登録範囲の読み違い"});
    app.json(Method::PUT, &attestation, &correction).await.is(200);
    let pairs = ["", "&valid_on=2026-01-01", "&valid_on=2025-12-31", "&valid_on=2029-01-01"];
    let mut answers = Vec::new();
    for hours in [1, 2, 3] {
        for valid_on in pairs {
            let path = format!("/api/v1/suppliers/{supplier}/grade?{}{valid_on}", known_after(hours));
            answers.push((path.clone(), app.get(&path).await.is(200).text()));
        }
    }
    assert_eq!(grade(&app, &supplier, &known_after(1)).await, ("unrated".to_owned(), 0));
    assert_eq!(grade(&app, &supplier, &known_after(2)).await, rated(22_500));
    assert_eq!(grade(&app, &supplier, "").await, rated(11_250), "9 of 80");
    assert_eq!(grade(&app, &supplier, "valid_on=2029-01-01").await, rated(0));
    assert_eq!(grade(&app, &supplier, "valid_on=2025-12-31").await, ("unrated".to_owned(), 0));

    app.clock.set(hour(5));
    let reason = "reason=%E5%8F%96%E6%B6%88";
    app.json(Method::DELETE, &format!("{attestation}?{reason}"), &Value::Null).await.is(204);
    app.clock.set(hour(6));
    assert_eq!(grade(&app, &supplier, "").await, ("unrated".to_owned(), 0));
    for (path, before) in &answers {
        assert_eq!(&app.get(path).await.is(200).text(), before, "{path}");
    }

    let history = app.get(&attestation).await.is(200).value();
    assert_eq!(history["current"], Value::Null);
    let reasons: Vec<&Value> =
        history["versions"].as_array().expect("versions").iter().map(|version| &version["reason"]).collect();
    assert_eq!(reasons, ["取消", "登録範囲の読み違い"], "newest first");
    app.get(&format!("/api/v1/suppliers/{supplier}?known_at=2026-09-01T03:30:00Z")).await.is(404);

    let list = format!("/api/v1/suppliers?band=D&{}", known_after(2));
    assert_eq!(app.get(&list).await.is(200).value()["count"], 1);
    assert_eq!(app.get("/api/v1/suppliers?band=D").await.is(200).value()["count"], 0);
    app.session = Some(people::everything(app.services.store()).await.session);
    for language in ["ja", "en"] {
        let page = format!("/suppliers/{supplier}?{}", known_after(2));
        assert!(app.page(&page, language).await.is(200).text().contains("22.5"));
    }
    app.house.cli(&["ledger", "verify"]).ok();
}

async fn a_number_belongs_to_one_supplier(engine: Engine) {
    let app = TestApp::new(engine).await;
    register(&app).await;
    let body = json!({"name":"別の会社","kind":"corporation","number":"2040001999902"});
    app.json(Method::POST, "/api/v1/suppliers", &body).await.is(409);
    let body = json!({"name":"番号のない会社","kind":"corporation"});
    app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201);
    app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201);
}
