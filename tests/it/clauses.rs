//! The clause library: a set published by two people, and a ward's own text judged by the council's office.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_store::Store;
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, Pass};

both!(
    a_register_begins_with_the_standard_clauses,
    two_people_publish_a_set_and_what_was_published_stays,
    a_ward_records_its_own_text_and_the_office_judges_it,
    the_api_records_and_judges_the_same
);

const SECRETARIAT: Grant = Grant { role: Role::Secretariat, tenant: Tenant::Council };

async fn of_ward(store: &Store, code: &str) -> Pass {
    let tenant = Tenant::Buyer(people::ward(store, code).await);
    people::person(store, "契約", &[Grant { role: Role::Procurement, tenant }]).await
}

async fn a_register_begins_with_the_standard_clauses(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    app.session = Some(of_ward(&store, people::WARD).await.session);
    let list = app.page("/clauses", "ja").await.is(200).text();
    assert!(list.contains("インシデントの報告") && list.contains("第三者による監査"), "{list}");
    assert!(!list.contains("改定を起案する"), "only the council's office proposes");
    let page = app.page("/clauses/incident_report?first_report=2&follow_up=99", "ja").await.is(200).text();
    assert!(page.contains("その時から2時間以内に"), "the value that was typed: {page}");
    assert!(page.contains("検知の時から24時間以内に"), "99 hours are out of range: {page}");
    assert!(page.contains("設定できる範囲を外れています"), "{page}");
    app.page("/clauses/incident_report?hours=2", "ja").await.is(400);
    app.page("/clauses/nothing", "ja").await.is(404);
    let sets = app.get("/api/v1/clause-sets").await.is(200).value();
    let sha256 = sets["items"][0]["sha256"].as_str().expect("a hash").to_owned();
    assert_eq!(sets["items"][0]["clauses"].as_array().map(Vec::len), Some(31));
    let all = app.page(&format!("/clauses/sets/{sha256}"), "ja").await.is(200).text();
    assert!(all.contains("第5条、第16条、第19条、第24条及び第27条の規定"), "{all}");
    let few = app.page(&format!("/clauses/sets/{sha256}?chosen=true&critical=true"), "ja").await.is(200).text();
    assert!(few.contains("この内容では適用しない条項が3条あります"), "{few}");
    let clause = app.get("/api/v1/clauses/access_log").await.is(200).value();
    assert_eq!(clause["parameters"][1]["choices"], json!(["half_yearly", "quarterly", "monthly"]));
    assert_eq!(clause["duties"][0]["code"], "access_log");
    let excel = app.page("/clauses/export?format=csv", "ja").await.is(200).text();
    assert!(excel.lines().count() > 31 && excel.contains("四半期に1回"), "{excel}");
    assert!(store.verify_ledger(&|_, _| {}).await.expect("verified").is_sound());
}

/// The set in use with another version, and with one clause changed.
fn revised(toml: &str, clause_version: &str) -> String {
    let (before, clause) = toml.split_once("code = \"penalty\"").expect("the clause");
    let clause = clause.replacen("version = \"1.0.0\"", &format!("version = \"{clause_version}\""), 1);
    let clause = clause.replacen("1円未満の端数", "10円未満の端数", 1);
    format!("{before}code = \"penalty\"{clause}").replacen("version = \"2026\"", "version = \"2027\"", 1)
}

/// The set without the clause on publication.
fn without_publication(toml: &str) -> String {
    let (before, rest) = toml.split_once("[[clauses]]\ncode = \"publication\"").expect("the clause");
    let (_, after) = rest.split_once("[[clauses]]\ncode = \"cost\"").expect("the next");
    format!("{before}[[clauses]]\ncode = \"cost\"{after}")
}

async fn two_people_publish_a_set_and_what_was_published_stays(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let office = [
        people::person(&store, "事務局 0", &[SECRETARIAT]).await,
        people::person(&store, "事務局 1", &[SECRETARIAT]).await,
    ];
    let old = store.clauses_in_use().await.expect("a set");
    app.session = Some(office[0].session.clone());
    let propose = |toml: String| json!({ "clauses": toml });
    let changed = app.json(Method::POST, "/api/v1/approvals", &propose(revised(&old.toml, "1.0.0"))).await;
    assert_eq!(changed.status, 409, "a published version keeps its text: {}", changed.text());
    assert_eq!(app.json(Method::POST, "/api/v1/approvals", &propose(old.toml.clone())).await.status, 409);
    app.json(Method::POST, "/api/v1/approvals", &json!({})).await.is(422);
    let broken = propose(old.toml.replacen("default = 12\n", "default = 99\n", 1));
    let refused = app.json(Method::POST, "/api/v1/approvals", &broken).await.is(422).text();
    assert!(refused.contains("exception_months: default is out of range"), "{refused}");
    let new = without_publication(&revised(&old.toml, "1.1.0"));
    let proposed = app.json(Method::POST, "/api/v1/approvals", &propose(new)).await.is(201).value();
    let id = proposed["id"].as_str().expect("an id");
    let own = app.page(&format!("/approvals/{id}"), "ja").await.is(200).text();
    assert!(own.contains("使用中の特約条項との違い") && own.contains("10円未満の端数"), "{own}");
    app.session = Some(office[1].session.clone());
    let seen = proposed["sha256"].as_str().expect("a hash");
    app.form(&format!("/approvals/{id}/decisions"), &[("decision", "approve"), ("sha256", seen)]).await.is(303);
    let in_use = store.clauses_in_use().await.expect("a set");
    assert_eq!((in_use.version.as_str(), store.clause_sets().await.expect("sets").len()), ("2027", 2));
    let page = app.page("/clauses/penalty", "ja").await.is(200).text();
    assert!(page.contains("10円未満の端数"), "{page}");
    let before = app.page("/clauses/penalty?version=1.0.0", "ja").await.is(200).text();
    assert!(before.contains("1円未満の端数があるときは") && before.contains("以前の版を表示しています"), "{before}");
    let retired = app.page("/clauses/publication", "ja").await.is(200).text();
    assert!(retired.contains("この条項は廃止されています"), "{retired}");
    app.page(&format!("/clauses/sets/{}", old.sha256), "ja").await.is(200);
    assert!(store.verify_ledger(&|_, _| {}).await.expect("verified").is_sound());
}

fn fields<'a>(text: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fixed = [("buyer", people::WARD), ("heading", "アクセスログ"), ("text", text), ("used_from", "令和8年4月1日")];
    fixed.iter().chain(more).copied().collect()
}

async fn a_ward_records_its_own_text_and_the_office_judges_it(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (own, other) = (of_ward(&store, people::WARD).await, of_ward(&store, "131024").await);
    let office = people::person(&store, "事務局", &[SECRETARIAT]).await;
    app.session = Some(own.session.clone());
    let form = app.page("/clauses/access_log/variants/new", "ja").await.is(200).text();
    assert!(form.contains("{keep}以上保存"), "the standard's text to begin with: {form}");
    let path = "/clauses/access_log/variants";
    let unresolved = app.form(path, &fields("{keeps}保存する。", &[])).await.is(422).text();
    assert!(unresolved.contains("標準にない値や条項を参照しています"), "{unresolved}");
    app.form(path, &fields("保存する。", &[("used_to", "2026-03-31")])).await.is(422);
    let text = "受注者は、アクセスログを{keep}以上保存する。\n2 提出は{clause:penalty}の例による。";
    let address = app.form(path, &fields(text, &[])).await.is(303).location();
    app.form(path, &fields("別の文", &[])).await.is(409);
    let shown = app.page(&address, "ja").await.is(200).text();
    assert!(shown.contains("判定待ち") && shown.contains("<ins>"), "{shown}");
    assert!(shown.contains("第26条") && !shown.contains("{clause:penalty}</ins>"), "values are filled in: {shown}");
    app.form(&format!("{address}/judgements"), &[("judgement", "weaker")]).await.is(403);

    app.session = Some(other.session.clone());
    app.page(&address, "ja").await.is(200);
    app.form(&format!("{address}/withdrawals"), &[("withdrawal", "不要")]).await.is(403);
    app.form(&format!("{address}/corrections"), &fields("他区の文", &[("reason", "誤記")])).await.is(403);

    app.session = Some(office.session.clone());
    let judge = app.page(&address, "ja").await.is(200).text();
    let seen = judge.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    let judgement = [("seen", seen), ("judgement", "weaker"), ("grounds", "提出の周期がない")];
    app.form(&format!("{address}/judgements"), &judgement[..2]).await.is(422);
    app.form(&format!("{address}/judgements"), &judgement).await.is(303);
    app.form(&format!("{address}/judgements"), &judgement).await.is(409);
    let clause = app.page("/clauses/access_log", "ja").await.is(200).text();
    assert!(clause.contains("より弱い"), "{clause}");

    app.session = Some(own.session.clone());
    let better = fields("受注者は、アクセスログを5年以上保存し、毎月提出する。", &[("reason", "周期を加えた")]);
    app.form(&format!("{address}/corrections"), &better).await.is(303);
    let again = app.page(&address, "ja").await.is(200).text();
    assert!(again.contains("判定待ち") && again.contains("周期を加えた"), "judged anew: {again}");
    app.form(&format!("{address}/withdrawals"), &[("withdrawal", "標準に戻す")]).await.is(303);
    app.form(&format!("{address}/withdrawals"), &[("withdrawal", "標準に戻す")]).await.is(409);
    let withdrawn = app.page(&address, "ja").await.is(200).text();
    assert!(withdrawn.contains("標準に戻す"), "it stays readable: {withdrawn}");
    assert!(store.verify_ledger(&|_, _| {}).await.expect("verified").is_sound());
}

async fn the_api_records_and_judges_the_same(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let office = people::person(&store, "事務局", &[SECRETARIAT]).await;
    app.session = Some(of_ward(&store, people::WARD).await.session);
    let body = |text: &str| json!({"heading": "教育", "text": text, "valid_from": "2026-04-01", "valid_to": null});
    let new = |buyer: &str, text: &str| json!({"buyer": buyer, "variant": body(text)});
    let path = "/api/v1/clauses/training/variants";
    app.json(Method::POST, path, &new("131024", "年2回行う。")).await.is(403);
    app.json(Method::POST, path, &new("999999", "年2回行う。")).await.is(422);
    app.json(Method::POST, "/api/v1/clauses/nothing/variants", &new(people::WARD, "年2回行う。")).await.is(404);
    app.json(Method::POST, path, &new(people::WARD, "{x}回行う。")).await.is(422);
    let made = app.json(Method::POST, path, &new(people::WARD, "年2回行う。")).await.is(201).value();
    let known = app.get(path).await.is(200).value();
    assert_eq!(known["items"][0]["id"], made["id"]);
    let before = app.get(&format!("{path}?valid_on=2026-03-31")).await.is(200).value();
    assert_eq!(before["items"], json!([]), "not in use yet on that day");
    let one = format!("/api/v1/clause-variants/{}", made["id"].as_str().expect("an id"));
    app.session = Some(office.session);
    let judgement = |version: &Value| json!({"version": version, "judgement": "stronger", "grounds": "回数が多い"});
    app.json(Method::POST, &format!("{one}/judgements"), &judgement(&json!(0))).await.is(409);
    let judged =
        app.json(Method::POST, &format!("{one}/judgements"), &judgement(&made["version"])).await.is(200).value();
    assert_eq!((&judged["judgement"], &judged["text"]), (&json!("stronger"), &made["text"]));
    app.json(Method::PUT, &one, &json!({"variant": body("年3回行う。"), "reason": "増やす"})).await.is(403);
    let history = app.get(&one).await.is(200).value();
    assert_eq!(history["versions"].as_array().map(Vec::len), Some(2));
}
