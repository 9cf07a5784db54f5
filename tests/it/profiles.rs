//! Who a supplier is: changed from a day on, corrected, closed, given its number later; by page and by API.
use axum::http::Method;
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;

both!(
    a_name_changes_from_a_day_on,
    a_correction_supersedes,
    a_number_comes_later_and_is_nobody_elses,
    a_registration_is_closed,
    what_does_not_fit_is_refused,
    the_pages_change_and_correct,
);

async fn supplier(app: &TestApp, body: Value) -> Value {
    app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201).value()
}

fn profiles(supplier: &Value) -> String {
    format!("/api/v1/suppliers/{}/profiles", supplier["id"].as_str().expect("an id"))
}

fn correction(supplier: &Value, version: usize) -> String {
    format!("{}/{}", profiles(supplier), supplier["names"][version]["id"].as_str().expect("an id"))
}

fn named(name: &str) -> Value {
    json!({"name": name, "kind": "corporation", "number": "2040001999902"})
}

async fn commands(app: &TestApp) -> String {
    app.get("/api/v1/ledger/entries").await.is(200).text()
}

async fn a_name_changes_from_a_day_on(engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = supplier(&app, named("株式会社旧名")).await;
    let change = json!({"profile": named("株式会社新名"), "valid_from": "2026-04-01", "reason": "商号変更の届出"});
    let changed = app.json(Method::POST, &profiles(&first), &change).await.is(201).value();
    assert_eq!(changed["name"], "株式会社新名");
    assert_eq!(changed["names"].as_array().expect("names").len(), 2);
    assert_eq!(changed["names"][1]["valid_to"], "2026-03-31");
    let id = first["id"].as_str().expect("an id");
    let before = app.get(&format!("/api/v1/suppliers/{id}?valid_on=2026-03-31")).await.is(200).value();
    assert_eq!(before["name"], "株式会社旧名", "the day before it was called otherwise");
    for text in ["旧名", "新名"] {
        let found = app.get(&format!("/api/v1/suppliers?text={}", percent(text))).await.is(200).value();
        assert_eq!(found["items"].as_array().expect("items").len(), 1, "found by {text}");
    }
    let again = app.json(Method::POST, &profiles(&first), &change).await.is(409).value();
    assert_eq!(again["code"], "profile_unchanged", "{again}");
    let entries = commands(&app).await;
    assert!(entries.contains("suppliers.change") && entries.contains("商号変更の届出"), "{entries}");
    app.house.cli(&["ledger", "verify"]).ok();
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn a_correction_supersedes(engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = supplier(&app, named("株式会社誤記")).await;
    let known = first["names"][0]["recorded_at"].as_str().expect("an instant").to_owned();
    let correct = json!({"profile": named("株式会社正記"), "valid_from": null, "reason": "転記誤り"});
    let corrected = app.json(Method::PUT, &correction(&first, 0), &correct).await.is(200).value();
    assert_eq!((&corrected["name"], corrected["names"].as_array().expect("names").len()), (&json!("株式会社正記"), 1));
    let id = first["id"].as_str().expect("an id");
    let then = app.get(&format!("/api/v1/suppliers/{id}?known_at={}", percent(&known))).await.is(200).value();
    assert_eq!(then["name"], "株式会社誤記", "what was known then stays known");
    assert!(commands(&app).await.contains("suppliers.correct"));

    let change = json!({"profile": named("株式会社新名"), "valid_from": "2026-04-01", "reason": "商号変更"});
    let changed = app.json(Method::POST, &profiles(&first), &change).await.is(201).value();
    let moved = json!({"profile": named("株式会社新名"), "valid_from": "2026-05-01", "reason": "日付の誤り"});
    let moved = app.json(Method::PUT, &correction(&changed, 0), &moved).await.is(200).value();
    assert_eq!(
        (&moved["names"][0]["valid_from"], &moved["names"][1]["valid_to"]),
        (&json!("2026-05-01"), &json!("2026-04-30")),
        "the version before it follows: {moved}"
    );
    let unfit = json!({"profile": named("株式会社正記"), "valid_from": "2026-06-01", "reason": "順序"});
    let unfit = app.json(Method::PUT, &correction(&moved, 1), &unfit).await.is(422).value();
    assert_eq!(unfit["errors"][0]["code"], "between_versions", "{unfit}");
    app.house.cli(&["ledger", "verify"]).ok();
}

async fn a_number_comes_later_and_is_nobody_elses(engine: Engine) {
    let app = TestApp::new(engine).await;
    let bare = json!({"name": "株式会社番号なし", "kind": "corporation"});
    let first = supplier(&app, bare.clone()).await;
    let other = supplier(&app, json!({"name": "別の会社", "kind": "corporation", "number": "2040001999910"})).await;
    let with = |number: &str| json!({"profile": {"name": "株式会社番号なし", "kind": "corporation", "number": number}, "reason": "番号の判明"});
    let taken = app.json(Method::PUT, &correction(&first, 0), &with("2040001999910")).await.is(409).value();
    assert_eq!(taken["code"], "number_taken", "{taken}");
    let wrong = app.json(Method::PUT, &correction(&first, 0), &with("1040001999902")).await.is(422).value();
    assert_eq!(wrong["errors"][0]["field"], "number", "{wrong}");
    app.json(Method::PUT, &correction(&first, 0), &with("2040001999902")).await.is(200);
    let found = app.get("/api/v1/suppliers/2040001999902").await.is(200).value();
    assert_eq!(found["id"], first["id"], "it is found by its number");
    assert_ne!(other["id"], first["id"]);
    let twice = app.json(Method::POST, "/api/v1/suppliers", &named("また同じ番号")).await.is(409).value();
    assert_eq!(twice["code"], "number_taken", "{twice}");
}

async fn a_registration_is_closed(engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = supplier(&app, named("株式会社合併")).await;
    let mut profile = named("株式会社合併");
    profile["closed_on"] = json!("2026-07-01");
    profile["close_cause"] = json!("merged");
    profile["successor"] = json!("2040001999910");
    let change = json!({"profile": profile, "valid_from": "2026-07-01", "reason": "吸収合併"});
    let closed = app.json(Method::POST, &profiles(&first), &change).await.is(201).value();
    assert_eq!(closed["names"][0]["closed_on"], "2026-07-01");
    assert_eq!(closed["names"][1]["closed_on"], Value::Null);
    let list = app.get("/api/v1/suppliers").await.is(200).value();
    assert_eq!(list["items"][0]["closed_on"], "2026-07-01", "{list}");
    let id = first["id"].as_str().expect("an id");
    assert!(app.page(&format!("/suppliers/{id}"), "ja").await.is(200).text().contains("閉鎖"));
}

async fn what_does_not_fit_is_refused(engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = supplier(&app, named("株式会社見本")).await;
    let joint = json!({"profile": {"name": "見本共同企業体", "kind": "joint_venture"}, "valid_from": "2026-04-01", "reason": "変更"});
    let refused = app.json(Method::POST, &profiles(&first), &joint).await.is(422).value();
    assert_eq!(refused["errors"][0]["code"], "joint_venture_stays", "{refused}");
    let silent = json!({"profile": named("株式会社新名"), "valid_from": "2026-04-01", "reason": " "});
    app.json(Method::POST, &profiles(&first), &silent).await.is(422);
    let nobody = "/api/v1/suppliers/00000000-0000-7000-8000-000000000000/profiles";
    let change = json!({"profile": named("株式会社新名"), "valid_from": "2026-04-01", "reason": "変更"});
    app.json(Method::POST, nobody, &change).await.is(404);
    let unknown = format!("{}/00000000-0000-7000-8000-000000000000", profiles(&first));
    let correct = json!({"profile": named("株式会社新名"), "reason": "変更"});
    let gone = app.json(Method::PUT, &unknown, &correct).await.is(409).value();
    assert_eq!(gone["code"], "already_superseded", "{gone}");
}

async fn the_pages_change_and_correct(engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = supplier(&app, named("株式会社旧名")).await;
    let id = first["id"].as_str().expect("an id");
    let page = app.page(&format!("/suppliers/{id}/profile"), "ja").await.is(200).text();
    assert!(page.contains("value=\"株式会社旧名\"") && page.contains("value=\"2040001999902\""), "{page}");
    let typed = [
        ("since", "令和8年4月1日"),
        ("name", "株式会社新名"),
        ("kind", "corporation"),
        ("number", "2040001999902"),
        ("city", "新宿区"),
    ];
    let path = format!("/suppliers/{id}/profile/changes");
    let refused = app.form(&path, &typed).await.is(422).text();
    assert!(refused.contains("href=\"#f-reason\"") && refused.contains("value=\"新宿区\""), "{refused}");
    let whole = [&typed[..], &[("reason", "移転と商号変更")]].concat();
    assert_eq!(app.form(&path, &whole).await.is(303).location(), format!("/suppliers/{id}"));
    let again = app.form(&path, &whole).await.is(422).text();
    assert!(again.contains("すでにそのとおりに登録されています"), "{again}");

    let now = app.get(&format!("/api/v1/suppliers/{id}")).await.is(200).value();
    let version = now["names"][0]["id"].as_str().expect("an id");
    let page = app.page(&format!("/suppliers/{id}/profile/{version}"), "en").await.is(200).text();
    assert!(page.contains("value=\"2026-04-01\"") && page.contains("value=\"新宿区\""), "{page}");
    let path = format!("/suppliers/{id}/profile/{version}/corrections");
    let early = [("since", "1999-01-32"), ("name", "株式会社新名"), ("kind", "corporation"), ("reason", "訂正")];
    assert!(app.form(&path, &early).await.is(422).text().contains("href=\"#f-since\""));
    let fine = [("since", "2026-04-02"), ("name", "株式会社新名"), ("kind", "corporation"), ("reason", "訂正")];
    app.form(&path, &fine).await.is(303);
    let shown = app.page(&format!("/suppliers/{id}"), "ja").await.is(200).text();
    assert!(shown.contains("株式会社旧名") && shown.contains("株式会社新名"), "both names over time: {shown}");
}
