//! Imports as a page starts them and a worker carries them out: doubtful dates answered, progress and cancellation across
//! processes.
use std::fmt::Write;
use std::future;
use std::process::Child;
use std::time::{Duration, Instant};

use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::imports::ImportKind;
use kakuzuke_services::worker;
use kakuzuke_store::Actor;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::cli;
use crate::harness::engine::{Engine, House};
use crate::harness::people;
use crate::harness::samples::{bytes, csv};

both!(
    a_doubtful_date_is_asked_and_its_answer_kept,
    rows_left_out_for_their_dates_come_in_with_the_answer,
    the_api_takes_answers_about_dates,
    another_process_is_seen_and_stopped,
    a_waiting_import_is_cancelled_at_once,
);

const HEAD: &[&str] = &["法人番号", "事業者名", "種類", "登録番号", "有効開始日"];

fn certificates(house: &House, name: &str, days: &[&str]) -> std::path::PathBuf {
    let rows: Vec<[String; 5]> = days
        .iter()
        .enumerate()
        .map(|(at, day)| {
            let number = if at % 2 == 0 { "2040001999902" } else { "2040001999910" };
            [number.into(), "国税商事".into(), "プライバシーマーク".into(), format!("1082000{at}"), (*day).into()]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let table: Vec<&[&str]> = [HEAD].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
    csv(house.folder(), name, &table)
}

async fn upload(app: &TestApp, kind: ImportKind, file: &std::path::Path, buyer: Option<&str>) -> Uuid {
    app.services.upload(kind, file, "list.csv", buyer, &Actor::new("loopback")).await.expect("an upload")
}

/// The import once it is in one of these states.
async fn until(app: &TestApp, id: Uuid, fits: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let import = app.get(&format!("/api/v1/imports/{id}")).await.is(200).value();
        if fits(&import) {
            return import;
        }
        assert!(began.elapsed() < Duration::from_secs(100), "{import}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn worked(app: &TestApp, id: Uuid) -> Value {
    let worker = tokio::spawn(worker::run(app.services.clone(), future::pending()));
    let import = until(app, id, |import| !matches!(import["state"].as_str(), Some("queued" | "running"))).await;
    worker.abort();
    import
}

async fn a_doubtful_date_is_asked_and_its_answer_kept(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let file = certificates(&app.house, "list.csv", &["8.4.1", "2026-04-02", "35.4.1"]);
    let id = upload(&app, ImportKind::Attestations, &file, Some("131016")).await;
    let asked = app.page(&format!("/imports/{id}"), "ja").await.is(200).text();
    for word in ["reiwa", "heisei", "showa", "western"] {
        assert!(asked.contains(&format!("name=\"date_year_E\" value=\"{word}\"")), "{word}: {asked}");
    }
    assert!(asked.contains("令和8年4月1日") && asked.contains("平成8年4月1日") && asked.contains("2008"), "{asked}");

    let preview = app.page(&format!("/imports/{id}?date_year_E=western"), "ja").await.is(200).text();
    assert!(preview.contains("value=\"western\" checked"), "the answer is shown: {preview}");

    let fields = [("dry_run", "false"), ("create_missing", "true"), ("save_mapping", "true"), ("date_year_E", "reiwa")];
    app.form(&format!("/imports/{id}/runs"), &fields).await.is(303);
    let import = worked(&app, id).await;
    assert_eq!((&import["report"]["created"], &import["report"]["rejected"]), (&json!(3), &json!(0)), "{import}");
    let facts = app.get("/api/v1/suppliers/2040001999902/facts").await.is(200).text();
    assert!(facts.contains("2026-04-01") && facts.contains("2053-04-01"), "{facts}");

    let next = upload(&app, ImportKind::Attestations, &file, Some("131016")).await;
    let kept = app.page(&format!("/imports/{next}"), "en").await.is(200).text();
    assert!(kept.contains("value=\"reiwa\" checked"), "the buyer's next file is read the same way: {kept}");
    let other = upload(&app, ImportKind::Attestations, &file, Some("131024")).await;
    let elsewhere = Tenant::Buyer(people::ward(app.services.store(), "131024").await);
    let grant = Grant { role: Role::Procurement, tenant: elsewhere };
    app.session = Some(people::person(app.services.store(), "隣の区", &[grant]).await.session);
    let asked = app.page(&format!("/imports/{other}"), "en").await.is(200).text();
    assert!(asked.contains("name=\"date_year_E\" value=\"\" checked"), "another buyer's is asked again: {asked}");
    let wrong = app.form(&format!("/imports/{other}/runs"), &[("date_year_E", "taisho")]).await.is(422).text();
    assert!(wrong.contains("role=\"alert\""), "{wrong}");
}

async fn rows_left_out_for_their_dates_come_in_with_the_answer(engine: Engine) {
    let app = TestApp::new(engine).await;
    let mut days = vec!["2026-04-01"; 1_200];
    days.push("04/05/2026");
    let file = certificates(&app.house, "list.csv", &days);
    let id = upload(&app, ImportKind::Attestations, &file, None).await;
    let first = app.page(&format!("/imports/{id}"), "ja").await.is(200).text();
    assert!(!first.contains("date_order_E"), "nothing doubtful in what is looked through: {first}");
    app.form(&format!("/imports/{id}/runs"), &[("dry_run", "false"), ("create_missing", "true")]).await.is(303);
    let import = worked(&app, id).await;
    assert_eq!((&import["report"]["created"], &import["report"]["rejected"]), (&json!(1200), &json!(1)), "{import}");
    let done = app.page(&format!("/imports/{id}"), "ja").await.is(200).text();
    assert!(done.contains(&format!("/imports/{id}?again=true#dates")), "{done}");
    let asked = app.page(&format!("/imports/{id}?again=true"), "ja").await.is(200).text();
    assert!(asked.contains("name=\"date_order_E\" value=\"day-first\""), "a cell far down is asked about: {asked}");
    app.form(&format!("/imports/{id}/runs"), &[("dry_run", "false"), ("date_order_E", "day-first")]).await.is(303);
    let import = worked(&app, id).await;
    let report = &import["report"];
    assert_eq!([&report["created"], &report["unchanged"], &report["rejected"]], [1, 1200, 0], "{import}");
    let facts = app.get("/api/v1/suppliers/2040001999902/facts").await.is(200).text();
    assert!(facts.contains("2026-05-04"), "the day was read first");
}

async fn the_api_takes_answers_about_dates(engine: Engine) {
    let app = TestApp::new(engine).await;
    let file = certificates(&app.house, "list.csv", &["4月1日", "8.4.1"]);
    let id = upload(&app, ImportKind::Attestations, &file, None).await;
    let run = |dates: Value| json!({"create_missing": true, "dates": dates});
    let path = format!("/api/v1/imports/{id}/runs");
    let wrong = app.json(Method::POST, &path, &run(json!({"有効開始日": "imperial"}))).await.is(422).value();
    assert_eq!(wrong["errors"][0]["code"], "date_answer", "{wrong}");
    app.json(Method::POST, &path, &run(json!({"valid_from": "heisei+fy2025"}))).await.is(202);
    let import = worked(&app, id).await;
    assert_eq!((&import["report"]["created"], &import["report"]["rejected"]), (&json!(2), &json!(0)), "{import}");
    let first = app.get("/api/v1/suppliers/2040001999902/facts").await.is(200).text();
    let second = app.get("/api/v1/suppliers/2040001999910/facts").await.is(200).text();
    assert!(first.contains("2025-04-01") && second.contains("1996-04-01"), "{first} {second}");
    let none = app.json(Method::POST, &path, &run(json!({"ない列": "reiwa"}))).await;
    none.is(202);
    let refused = worked(&app, id).await;
    assert_eq!(refused["state"], "refused", "a column that is not there is told: {refused}");
}

/// A worker in a process of its own; ended when dropped.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _status = self.0.wait();
    }
}

fn many(house: &House) -> std::path::PathBuf {
    let mut text = "商号又は名称,フリガナ,所在地\r\n".to_owned();
    for row in 0..120_000 {
        let _ = write!(text, "株式会社見本第{row}号,ミホン,東京都千代田区{row}\r\n");
    }
    bytes(house.folder(), "many.csv", text.as_bytes())
}

async fn another_process_is_seen_and_stopped(engine: Engine) {
    let app = TestApp::new(engine).await;
    let file = many(&app.house);
    let id = upload(&app, ImportKind::Suppliers, &file, None).await;
    app.json(Method::POST, &format!("/api/v1/imports/{id}/runs"), &json!({})).await.is(202);
    let own = app.house.arguments();
    let worker = Worker(cli::start(&[&["worker"], &own.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat()));
    let seen = until(&app, id, |import| import["rows_done"].as_u64() > Some(0)).await;
    assert_eq!(seen["state"], "running", "{seen}");
    let page = app.page(&format!("/imports/{id}"), "ja").await.is(200).text();
    assert!(page.contains("/cancellations"), "{page}");
    app.form(&format!("/imports/{id}/cancellations"), &[]).await.is(303);
    let asked = app.get(&format!("/api/v1/imports/{id}")).await.is(200).value();
    assert!(["cancelling", "cancelled"].contains(&asked["state"].as_str().expect("a state")), "{asked}");
    let ended = until(&app, id, |import| import["state"] == "cancelled").await;
    assert_eq!(ended["report"], Value::Null, "{ended}");
    let list = app.get("/api/v1/suppliers").await.is(200).value();
    assert_eq!(list["items"], json!([]), "nothing was written");

    let small = csv(app.house.folder(), "small.csv", &[&["法人番号", "商号又は名称"], &["2040001999902", "国税商事"]]);
    let next = upload(&app, ImportKind::Suppliers, &small, None).await;
    app.json(Method::POST, &format!("/api/v1/imports/{next}/runs"), &json!({})).await.is(202);
    until(&app, next, |import| import["state"] == "done").await;
    let notes = std::fs::read_dir(app.house.folder().join("imports")).map_or(0, Iterator::count);
    assert_eq!(notes, 0, "no note about an ended import is left");
    drop(worker);
}

async fn a_waiting_import_is_cancelled_at_once(engine: Engine) {
    let app = TestApp::new(engine).await;
    let small = csv(app.house.folder(), "small.csv", &[&["法人番号", "商号又は名称"], &["2040001999902", "国税商事"]]);
    let id = upload(&app, ImportKind::Suppliers, &small, None).await;
    app.json(Method::POST, &format!("/api/v1/imports/{id}/runs"), &json!({})).await.is(202);
    app.json(Method::POST, &format!("/api/v1/imports/{id}/cancellations"), &json!({})).await.is(202);
    assert_eq!(app.get(&format!("/api/v1/imports/{id}")).await.value()["state"], "cancelled");
    app.json(Method::POST, &format!("/api/v1/imports/{id}/runs"), &json!({})).await.is(202);
    assert_eq!(worked(&app, id).await["report"]["created"], 1, "it may be carried out after all");
}
