//! The ledger handed over: one file, checked by itself, and what an auditor kept against it.
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::header;
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::cli::{self, Outcome};
use crate::harness::engine::Engine;

both!(an_export_is_checked_alone, a_kept_head_tells_a_cut_and_a_rewrite, the_ledger_is_read_by_who_what_whom_and_when);

/// A register with a few entries, its export and the key, in the folder of its house.
async fn exported(engine: Engine) -> (TestApp, PathBuf) {
    let app = TestApp::demo(engine).await;
    let file = app.house.folder().join("ledger.jsonl");
    app.house.cli(&["ledger", "export", text(&file)]).ok();
    fs::write(app.house.folder().join("jwks.json"), app.get("/.well-known/jwks.json").await.is(200).body)
        .expect("written");
    (app, file)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Checks an export with neither database nor data folder.
fn verify(file: &Path, more: &[&str]) -> Outcome {
    let nowhere = file.with_file_name("no-such-folder");
    let own = ["ledger", "verify", "--export", text(file), "--json", "--data", text(&nowhere)];
    let outcome = cli::run(&[&own[..], more].concat());
    assert!(!nowhere.exists() && !outcome.stderr.contains("panicked"), "{outcome:?}");
    outcome
}

/// Table, key and code of every problem of an export that is not sound.
#[track_caller]
fn problems(file: &Path, more: &[&str]) -> Vec<String> {
    let outcome = verify(file, more);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    let found = outcome.json();
    assert_eq!(found["sound"], false);
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let one = |one: &Value| ["table", "key", "code"].map(|field| word(&one[field])).join(" ");
    found["problems"].as_array().expect("problems").iter().map(one).collect()
}

fn write(file: &Path, lines: &[String]) -> PathBuf {
    let changed = file.with_file_name("changed.jsonl");
    fs::write(&changed, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).expect("written");
    changed
}

async fn an_export_is_checked_alone(engine: Engine) {
    let (app, file) = exported(engine).await;
    let key = file.with_file_name("jwks.json");
    let sound = verify(&file, &["--key", text(&key)]).ok().json();
    let head = app.get("/api/v1/ledger/head").await.is(200).value();
    let listed = (&sound["entries"], &sound["root"], &sound["key_from"], &sound["keys"][0]);
    assert_eq!(listed, (&head["size"], &head["root"], &json!("auditor"), &head["key_id"]));
    assert_eq!(verify(&file, &[]).ok().json()["key_from"], "export");
    let from_api = app.get("/api/v1/ledger/export").await.is(200);
    assert_eq!(from_api.headers[header::CONTENT_TYPE], "application/jsonl");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let whole = lines(&fs::read_to_string(&file).expect("the export"));
    assert_eq!(lines(&from_api.text())[1..], whole[1..], "the same but for the moment of the export");

    let at = whole.iter().position(|line| line.starts_with("{\"entry\":{\"seq\":3,")).expect("entry 3");
    let mut changed = whole.clone();
    changed[at] = changed[at].replace("demo", "dema");
    assert_eq!(problems(&write(&file, &changed), &[]), ["ledger_entries 3 entry_changed"]);

    let mut missing = whole.clone();
    missing.remove(at);
    let found = problems(&write(&file, &missing), &[]);
    assert_eq!(found, ["ledger_entries 3 entry_missing", &format!("export {} export_incomplete", missing.len())]);

    let at = whole.iter().position(|line| line.starts_with("{\"head\":")).expect("a head");
    let mut forged = whole.clone();
    let mut head: Value = serde_json::from_str(&forged[at]).expect("a head");
    head["head"]["root"] = json!("00".repeat(32));
    forged[at] = head.to_string();
    let size = &head["head"]["size"];
    assert_eq!(problems(&write(&file, &forged), &[]), [format!("tree_heads {size} signature_wrong")]);

    let cut = whole[..whole.len() - 1].to_vec();
    assert_eq!(problems(&write(&file, &cut), &[]), [format!("export {} export_incomplete", cut.len())]);
    let mut torn = whole.clone();
    torn[1].truncate(20);
    assert!(problems(&write(&file, &torn), &[]).contains(&"export 2 line_unreadable".to_owned()));

    for (content, option) in [("{}", "--key"), ("not a key", "--key"), ("{}", "--head"), ("{\"ledger\":1}", "--export")]
    {
        let other = file.with_file_name("other.json");
        fs::write(&other, content).expect("written");
        let outcome = if option == "--export" { verify(&other, &[]) } else { verify(&file, &[option, text(&other)]) };
        assert_eq!((outcome.code, outcome.stderr.lines().count()), (Some(2), 1), "{outcome:?}");
    }
    let words = cli::run(&["ledger", "verify", "--lang", "en", "--export", text(&write(&file, &changed))]);
    assert!(words.stdout.contains("entry 3: its content does not have its fingerprint."), "{words:?}");
    assert!(words.stdout.contains("Not sound. Problems: 1, shown here: 1"), "{words:?}");
}

async fn a_kept_head_tells_a_cut_and_a_rewrite(engine: Engine) {
    let (app, file) = exported(engine).await;
    let key = file.with_file_name("jwks.json");
    let folder = app.house.folder().to_owned();
    let keep = async |path: &str, name: &str| {
        let kept = folder.join(name);
        fs::write(&kept, app.get(path).await.is(200).body).expect("written");
        kept
    };
    let now = keep("/api/v1/ledger/head", "now.json").await;
    let some = keep("/api/v1/ledger/heads?limit=3", "some.json").await;
    let sound = verify(&file, &["--key", text(&key), "--head", text(&now), "--head", text(&some)]).ok().json();
    assert_eq!((&sound["kept_heads"], &sound["kept_heads_contained"]), (&json!(4), &json!(4)));

    // An export made to look complete at an earlier moment contradicts nothing but the kept head.
    let whole = fs::read_to_string(&file).expect("the export");
    let heads = app.get("/api/v1/ledger/heads?limit=2").await.is(200).value();
    let (size, earlier) = (&heads["items"][0]["size"], heads["items"][1]["size"].as_u64().expect("a size"));
    let mut lines: Vec<String> = Vec::new();
    for line in whole.lines() {
        lines.push(line.to_owned());
        if line.starts_with(&format!("{{\"head\":{{\"size\":{earlier},")) {
            break;
        }
    }
    let mut opening: Value = serde_json::from_str(&lines[0]).expect("the opening");
    opening["ledger"]["size"] = json!(earlier);
    lines[0] = opening.to_string();
    let heads = lines.iter().filter(|line| line.starts_with("{\"head\":")).count();
    lines.push(json!({"end": {"entries": earlier, "heads": heads}}).to_string());
    let shorter = write(&file, &lines);
    verify(&shorter, &["--key", text(&key)]).ok();
    assert_eq!(
        problems(&shorter, &["--key", text(&key), "--head", text(&now)]),
        [format!("kept_heads {size} not_reached")]
    );

    // Another register, which signs with another key.
    let other = tempfile::tempdir().expect("a folder");
    let rewritten = other.path().join("ledger.jsonl");
    cli::run(&["migrate", "--data", text(other.path())]).ok();
    cli::run(&["ledger", "export", text(&rewritten), "--data", text(other.path())]).ok();
    verify(&rewritten, &[]).ok();
    let found = problems(&rewritten, &["--key", text(&key)]);
    assert!(
        found.iter().all(|problem| problem.contains("key_unknown") || problem.contains("head_differs")),
        "{found:?}"
    );
    let first = keep("/api/v1/ledger/heads/1", "first.json").await;
    let own = other.path().join("own.json");
    let both = [fs::read_to_string(&key).expect("a key"), lines_of(&rewritten)[0].clone()].map(|text| {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        value.get("ledger").unwrap_or(&value)["keys"][0].clone()
    });
    fs::write(&own, json!({"keys": both}).to_string()).expect("written");
    let found = problems(&rewritten, &["--key", text(&own), "--head", text(&first)]);
    assert_eq!(found, ["kept_heads 1 root_contradicts"]);
}

fn lines_of(file: &Path) -> Vec<String> {
    fs::read_to_string(file).expect("a file").lines().map(str::to_owned).collect()
}

async fn the_ledger_is_read_by_who_what_whom_and_when(engine: Engine) {
    let app = TestApp::demo(engine).await;
    let entries = async |query: &str| {
        let found = app.get(&format!("/api/v1/ledger/entries?limit=200&{query}")).await.is(200).value();
        found["items"].as_array().expect("items").clone()
    };
    let all = entries("").await;
    let of = |field: &str, word: &str| all.iter().filter(|entry| entry[field] == word).count();
    assert!(of("actor", "system") > 1 && of("command", "demo.month") > 1, "{all:?}");
    assert_eq!(entries("actor=system").await.len(), of("actor", "system"));
    assert_eq!(entries("command=demo.month").await.len(), of("command", "demo.month"));
    assert_eq!(entries("actor=nobody").await.len(), 0);
    let day = |entry: &Value| {
        let at: chrono::DateTime<chrono::Utc> = entry["recorded_at"].as_str().expect("a time").parse().expect("a time");
        (at + chrono::TimeDelta::hours(9)).date_naive().to_string()
    };
    let middle = day(&all[all.len() / 2]);
    let (since, until) = (entries(&format!("from={middle}")).await, entries(&format!("to={middle}")).await);
    let same = entries(&format!("from={middle}&to={middle}")).await;
    assert_eq!(since.len(), all.iter().filter(|entry| day(entry) >= middle).count());
    assert_eq!(until.len(), all.iter().filter(|entry| day(entry) <= middle).count());
    assert!(!same.is_empty() && same.iter().all(|entry| day(entry) == middle));
    assert!(entries("from=2100-01-01").await.is_empty() && entries("to=2000-01-01").await.is_empty());

    // What a list or the demo recorded of a supplier is found although its entries name another subject.
    let supplier = app.get("/api/v1/suppliers?limit=1").await.is(200).value()["items"][0]["id"].clone();
    let supplier = supplier.as_str().expect("an id");
    let declared = json!({"kind": "security_action", "level": 1, "number": "50000000019", "assurance": "self_declared", "valid_from": "2026-08-01"});
    let answer =
        app.json(axum::http::Method::POST, &format!("/api/v1/suppliers/{supplier}/attestations"), &declared).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let touched = entries(&format!("supplier={supplier}")).await;
    assert!(touched.iter().any(|entry| entry["subject"] == "demo"), "{touched:?}");
    assert_eq!(touched[0]["subject"], format!("supplier:{supplier}"));
    assert!(touched.len() < entries("").await.len());

    let page = app.page(&format!("/ledger?supplier={supplier}&command=attestations.record"), "en").await.is(200).text();
    assert!(page.contains("Only what concerns this supplier:") && page.contains("attestation recorded"));
    for path in ["/ledger?actor=system&from=2026-04-01", "/ledger/heads", "/ledger/checking"] {
        app.page(path, "ja").await.is(200);
    }
    app.page("/ledger?from=yesterday", "ja").await.is(422);
    let csv = app.page(&format!("/ledger/export?format=csv&supplier={supplier}"), "en").await.is(200).text();
    assert_eq!(csv.lines().count(), touched.len() + 1, "{csv}");
    assert!(csv.contains(",検査 全,") && csv.contains("attestation recorded"), "{csv}");
    app.get("/api/v1/ledger/heads/999999").await.is(404);
}
