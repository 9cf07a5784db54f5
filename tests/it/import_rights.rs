//! What an import may say depends on who starts it: only security confirms, accepts and corrects; a shell may do all.
use axum::body::Body;
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::worker;
use kakuzuke_store::{Actor, NewContract};
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples::csv;

both!(
    only_security_confirms_by_an_import,
    only_security_accepts_by_an_import,
    a_row_decided_later_has_the_rights_of_who_decides,
    a_shell_may_say_all,
    a_mapping_stays_with_whom_it_was_saved_for,
);

const SUPPLIER: &str = "2040001999902";
const PAPERS: &[&str] = &["法人番号", "事業者名", "種類", "登録番号", "有効開始日", "有効期限", "確認方法"];
const AUDITS: &[&str] = &["法人番号", "監査実施日", "受理日", "監査結果", "指摘区分", "指摘事項", "是正期限"];

async fn enter(app: &mut TestApp, role: Role) {
    let tenant = match role {
        Role::Secretariat => Tenant::Council,
        _ => Tenant::Buyer(people::ward(app.services.store(), WARD).await),
    };
    app.session = Some(people::person(app.services.store(), "誰か", &[Grant { role, tenant }]).await.session);
}

/// Uploads and carries out a list; answers its report and the codes of its problems.
async fn import(app: &TestApp, kind: &str, rows: &[&[&str]]) -> (Value, Vec<String>) {
    let id = uploaded(app, kind, rows).await;
    run(app, &id, &json!({"create_missing": true})).await
}

async fn uploaded(app: &TestApp, kind: &str, rows: &[&[&str]]) -> String {
    let file = std::fs::read(csv(app.house.folder(), "list.csv", rows)).expect("a file");
    let path = format!("/api/v1/imports?kind={kind}&file_name=list.csv&start=false");
    let request = app.request(Method::POST, &path).header("content-type", "application/octet-stream");
    let import = app.send(request.body(Body::from(file)).expect("a request")).await.is(202).value();
    import["id"].as_str().expect("an id").to_owned()
}

async fn run(app: &TestApp, id: &str, options: &Value) -> (Value, Vec<String>) {
    app.json(Method::POST, &format!("/api/v1/imports/{id}/runs"), options).await.is(202);
    worker::drain(&app.services).await.expect("worked");
    let report = app.get(&format!("/api/v1/imports/{id}")).await.is(200).value()["report"].clone();
    let problems = app.get(&format!("/api/v1/imports/{id}/problems?limit=200")).await.is(200).value();
    let codes = problems["items"].as_array().expect("items").iter();
    (report, codes.map(|problem| problem["code"].as_str().expect("a code").to_owned()).collect())
}

/// created, updated, unchanged, rejected.
fn counts(report: &Value) -> [u64; 4] {
    ["created", "updated", "unchanged", "rejected"].map(|name| report[name].as_u64().expect("a count"))
}

async fn facts(app: &TestApp, room: &str) -> Vec<Value> {
    let facts = app.get(&format!("/api/v1/suppliers/{SUPPLIER}/facts")).await.is(200).value();
    facts[room].as_array().cloned().unwrap_or_default()
}

async fn assurances(app: &TestApp) -> Vec<String> {
    let mut words: Vec<String> =
        facts(app, "attestations").await.iter().map(|one| one["assurance"].as_str().expect("a word").into()).collect();
    words.sort_unstable();
    words
}

async fn only_security_confirms_by_an_import(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let row = |number: &'static str, to: &'static str, assurance: &'static str| {
        [SUPPLIER, "国税商事", "プライバシーマーク", number, "2026-04-01", to, assurance]
    };
    let rows = [row("10820001", "2028-03-31", "第三者"), row("10820002", "2028-03-31", "未確認")];
    let list: &[&[&str]] = &[PAPERS, &rows[0], &rows[1]];
    for role in [Role::Procurement, Role::Secretariat] {
        enter(&mut app, role).await;
        let (report, codes) = import(&app, "attestations", list).await;
        let first = role == Role::Procurement;
        assert_eq!(counts(&report), if first { [2, 0, 0, 0] } else { [0, 0, 2, 0] }, "{role:?} {codes:?}");
        assert_eq!(codes, if first { &["assurance_lowered"][..] } else { &[] }, "{role:?}");
        assert_eq!(assurances(&app).await, ["self_declared", "unconfirmed"], "{role:?}");
    }
    enter(&mut app, Role::Security).await;
    let (report, codes) = import(&app, "attestations", list).await;
    assert_eq!((counts(&report), codes.len()), ([0, 1, 1, 0], 0), "{codes:?}");
    assert_eq!(assurances(&app).await, ["third_party", "unconfirmed"]);
    enter(&mut app, Role::Procurement).await;
    let (report, codes) = import(&app, "attestations", list).await;
    assert_eq!((counts(&report), codes.len()), ([0, 0, 2, 0], 0), "what security confirmed stays: {codes:?}");
    let longer = row("10820001", "2030-03-31", "第三者");
    let (report, codes) = import(&app, "attestations", &[PAPERS, &longer]).await;
    assert_eq!((counts(&report), codes), ([0, 0, 0, 1], vec!["security_corrects".to_owned()]));
    assert_eq!(assurances(&app).await, ["third_party", "unconfirmed"]);
}

/// A contract of the ward with the supplier, in force.
async fn contract(app: &TestApp) {
    let store = app.services.store();
    let mut work = store.begin(&Actor::system(), "contracts.record").await.expect("a change");
    let buyers = work.buyers().await.expect("buyers");
    let buyer = buyers.iter().find(|buyer| buyer.code.as_deref() == Some(WARD)).expect("the ward").seq;
    let supplier = work.suppliers_by_numbers(&[SUPPLIER.to_owned()]).await.expect("suppliers")[SUPPLIER].seq;
    let contract = NewContract::new(work.new_id(), buyer, supplier, "保守".to_owned());
    let contract = NewContract { valid_to: "2027-03-31".parse().ok(), ..contract };
    work.add_contracts(vec![contract]).await.expect("a contract");
    work.commit().await.expect("committed");
}

async fn only_security_accepts_by_an_import(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let known: &[&[&str]] = &[&["法人番号", "商号又は名称"], &[SUPPLIER, "国税商事"]];
    enter(&mut app, Role::Procurement).await;
    import(&app, "suppliers", known).await;
    let row = |finding| [SUPPLIER, "2026-05-01", "2026-06-01", "指摘あり", "重大", finding, "2026-08-01"];
    // More findings of one audit than one chunk holds.
    let findings: Vec<String> = (0..700).map(|at| format!("指摘{at}")).collect();
    let rows: Vec<[&str; 7]> = findings.iter().map(|finding| row(finding)).collect();
    let list: Vec<&[&str]> = [AUDITS].into_iter().chain(rows.iter().map(<[&str; 7]>::as_slice)).collect();
    let (report, codes) = import(&app, "audits", &list).await;
    assert_eq!((report["rows"].as_u64(), report["rejected"].as_u64()), (Some(700), Some(0)), "{:?}", codes.first());
    assert!(codes.len() == 200 && codes.iter().all(|code| code == "acceptance_left"), "{}", codes.len());
    let audits = facts(&app, "audits").await;
    assert_eq!((audits.len(), &audits[0]["accepted_on"]), (1, &Value::Null));
    let (report, codes) = import(&app, "audits", &list).await;
    assert_eq!((counts(&report), codes.len()), ([0, 0, 700, 0], 0));
    let another: &[&[&str]] = &[AUDITS, &row("追記")];
    let (report, codes) = import(&app, "audits", another).await;
    assert_eq!((counts(&report), codes), ([0, 0, 0, 1], vec!["security_corrects".to_owned()]));
    enter(&mut app, Role::Security).await;
    let (report, codes) = import(&app, "audits", another).await;
    assert_eq!((counts(&report), codes), ([0, 0, 0, 1], vec!["audit_not_shown".to_owned()]), "without a contract");
    let next: &[&[&str]] = &[AUDITS, &[SUPPLIER, "2026-05-02", "2026-06-01", "適合", "", "", ""]];
    let (report, codes) = import(&app, "audits", next).await;
    assert_eq!((counts(&report), codes), ([1, 0, 0, 0], vec!["acceptance_left".to_owned()]), "without a contract");
    contract(&app).await;
    let (report, codes) = import(&app, "audits", another).await;
    assert_eq!((counts(&report), codes.len()), ([0, 1, 0, 0], 0));
    let audits = facts(&app, "audits").await;
    let first = audits.iter().find(|audit| audit["performed_on"] == "2026-05-01").expect("the first audit");
    assert_eq!(first["accepted_on"], "2026-06-01");
}

async fn a_row_decided_later_has_the_rights_of_who_decides(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    enter(&mut app, Role::Security).await;
    let known: &[&[&str]] = &[&["法人番号", "商号又は名称"], &[SUPPLIER, "国税商事"]];
    import(&app, "suppliers", known).await;
    let row = ["", "国税商事", "プライバシーマーク", "10820001", "2026-04-01", "", "第三者"];
    let id = uploaded(&app, "attestations", &[PAPERS, &row]).await;
    let (report, _) = run(&app, &id, &json!({})).await;
    assert_eq!(report["proposals"], 1, "{report}");
    let supplier = app.get(&format!("/api/v1/suppliers/{SUPPLIER}")).await.is(200).value()["id"].clone();
    enter(&mut app, Role::Procurement).await;
    let body = json!({"decision": "use", "supplier": supplier});
    app.json(Method::POST, &format!("/api/v1/imports/{id}/proposals/1/decisions"), &body).await.is(200);
    assert_eq!(assurances(&app).await, ["self_declared"]);
}

async fn a_shell_may_say_all(engine: Engine) {
    let app = TestApp::new(engine).await;
    let row = [SUPPLIER, "国税商事", "プライバシーマーク", "10820001", "2026-04-01", "", "第三者"];
    let file = csv(app.house.folder(), "list.csv", &[PAPERS, &row]);
    let arguments = ["import", "attestations", file.to_str().expect("a path"), "--create-missing", "--json"];
    assert_eq!(app.house.cli(&arguments).ok().json()["created"], 1);
    assert_eq!(assurances(&app).await, ["third_party"]);
}

async fn a_mapping_stays_with_whom_it_was_saved_for(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let ward = Tenant::Buyer(people::ward(&store, WARD).await);
    let other = Tenant::Buyer(people::ward(&store, "131024").await);
    enter(&mut app, Role::Procurement).await;
    let before = store.ledger_head().await.expect("a head").size;
    let id = uploaded(&app, "suppliers", &[&["法人番号", "業者"], &[SUPPLIER, "国税商事"]]).await;
    run(&app, &id, &json!({"columns": {"name": "業者"}, "save_mapping": true, "dry_run": true})).await;
    assert!(store.ledger_head().await.expect("a head").size > before, "the ledger knows that a mapping was saved");
    let saved = store.saved_mapping("suppliers", ward).await.expect("a look").expect("a mapping");
    assert!(saved.contains("業者"), "{saved}");
    for owner in [other, Tenant::Council, Tenant::Installation, Tenant::Supplier(uuid::Uuid::nil())] {
        assert_eq!(store.saved_mapping("suppliers", owner).await.expect("a look"), None, "{owner:?}");
    }
}
