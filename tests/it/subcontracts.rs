//! The chain behind a contract: asked for by the contractor, decided by the buyer, seen by those whom it concerns alone.
mod behind;

use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{Actor, NewFact, NewSupplier, Profile};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples;

both!(
    a_chain_is_asked_for_and_decided_tier_by_tier,
    a_chain_is_never_a_circle_and_never_endless,
    what_stands_behind_a_contract_is_seen_by_those_it_concerns,
);

/// The other ward.
const OTHER: &str = "131024";
const NUMBERS: [&str; 5] = ["2040001999902", "4040001999900", "1040001999911", "5040001999999", "8040001999905"];
const NAMES: [&str; 5] = ["株式会社東都", "株式会社西都", "株式会社南都", "株式会社北都", "株式会社中都"];

/// Two wards, five companies, and a contract of each ward with the first company.
struct World {
    app: TestApp,
    wards: [Uuid; 2],
    companies: Vec<Uuid>,
    contracts: [Uuid; 2],
}

impl World {
    async fn new(engine: Engine) -> World {
        let app = TestApp::new(engine).await;
        let store = app.services.store();
        let mut work = store.begin(&Actor::system(), "suppliers.register").await.expect("a change");
        let mut companies = Vec::new();
        for (number, name) in NUMBERS.into_iter().zip(NAMES) {
            let profile = Profile::new(name.to_owned(), SupplierKind::Corporation, Some(number.to_owned()));
            let new = NewSupplier { id: work.new_id(), kind: profile.kind, number: profile.number.clone() };
            companies.push(new.id);
            let seq = work.add_suppliers(vec![new]).await.expect("a supplier")[0].seq;
            let fact = work.new_id();
            work.record(vec![NewFact::profile(seq, fact, &profile, None, None)]).await.expect("a name");
        }
        work.seal("suppliers", json!({})).await.expect("sealed");
        work.commit().await.expect("committed");
        let mut wards = [Uuid::nil(); 2];
        let rows: [&[&str]; 4] = [
            &[
                "団体コード",
                "契約番号",
                "件名",
                "法人番号",
                "契約開始日",
                "契約終了日",
                "契約金額",
                "契約方法",
                "取扱人数",
            ],
            &[WARD, "K-1", "税の計算", NUMBERS[0], "2026-04-01", "2027-03-31", "1000000", "指名競争入札", "30000"],
            &[OTHER, "K-2", "秘密の計算", NUMBERS[0], "2026-04-01", "2027-03-31", "非公表", "随意契約", ""],
            &[WARD, "K-3", "単価の計算", NUMBERS[1], "2026-10-01", "", "単価契約", "一般競争入札", ""],
        ];
        let file = samples::csv(app.house.folder(), "contracts.csv", &rows);
        let path = file.to_str().expect("a path");
        app.house.cli(&["import", "contracts", path]).ok();
        let items = app.get("/api/v1/contracts").await.is(200).value()["items"].clone();
        let id = |title: &str| {
            let mut items = items.as_array().expect("items").iter();
            let item = items.find(|item| item["title"] == title).expect("a contract");
            item["id"].as_str().expect("an id").parse::<Uuid>().expect("an id")
        };
        for (at, code) in [WARD, OTHER].into_iter().enumerate() {
            wards[at] = people::ward(store, code).await;
        }
        let contracts = [id("税の計算"), id("秘密の計算")];
        World { app, wards, companies, contracts }
    }

    async fn enter(&mut self, role: Role, tenant: Tenant) {
        let pass = people::person(self.app.services.store(), "誰か", &[Grant { role, tenant }]).await;
        self.app.session = Some(pass.session);
    }

    async fn officer(&mut self, ward: usize, role: Role) {
        self.enter(role, Tenant::Buyer(self.wards[ward])).await;
    }

    async fn of_company(&mut self, company: usize) {
        self.enter(Role::Supplier, Tenant::Supplier(self.companies[company])).await;
    }

    async fn request(&self, contract: usize, above: Option<&str>, company: usize) -> Answer {
        let path = format!("/api/v1/contracts/{}/subcontracts", self.contracts[contract]);
        let subcontract =
            json!({ "work": "入力", "personal_data": "yes", "requested_on": "2026-05-01", "valid_from": "2026-05-01" });
        let body = json!({ "company": NUMBERS[company], "above": above, "subcontract": subcontract });
        self.app.json(Method::POST, &path, &body).await
    }

    async fn requested(&self, contract: usize, above: Option<&str>, company: usize) -> String {
        let answer = self.request(contract, above, company).await.is(201).value();
        answer["id"].as_str().expect("an id").to_owned()
    }

    async fn decide(&self, id: &str, decision: &str, reason: Option<&str>) -> Answer {
        let body = json!({ "decision": decision, "decided_on": "2026-05-02", "reason": reason });
        self.app.json(Method::POST, &format!("/api/v1/subcontracts/{id}/decisions"), &body).await
    }

    async fn chain(&self, contract: usize, query: &str) -> Value {
        let path = format!("/api/v1/contracts/{}/subcontracts{query}", self.contracts[contract]);
        self.app.get(&path).await.is(200).value()
    }

    async fn status(&self, path: &str) -> u16 {
        self.app.get(path).await.status.as_u16()
    }
}

/// Company, tier and standing of every row.
fn rows(chain: &Value) -> Vec<(String, u64, String)> {
    let items = chain["subcontracts"].as_array().expect("rows").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    items
        .map(|row| (text(&row["company_name"]), row["tier"].as_u64().expect("a tier"), text(&row["standing"])))
        .collect()
}

fn row(company: usize, tier: u64, standing: &str) -> (String, u64, String) {
    (NAMES[company].to_owned(), tier, standing.to_owned())
}

#[track_caller]
fn problem(answer: Answer, field: &str, code: &str) {
    let answer = answer.is(422);
    let found = answer.value()["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .any(|one| one["field"] == field && one["code"] == code);
    assert!(found, "{field} {code}: {}", answer.text());
}

async fn a_chain_is_asked_for_and_decided_tier_by_tier(engine: Engine) {
    let mut world = World::new(engine).await;
    world.of_company(0).await;
    let first = world.requested(0, None, 1).await;
    world.decide(&first, "approve", None).await.is(403);
    world.officer(0, Role::Security).await;
    world.decide(&first, "approve", None).await.is(403);
    world.request(0, None, 2).await.is(403);
    world.officer(1, Role::Procurement).await;
    world.decide(&first, "approve", None).await.is(404);
    world.request(0, None, 2).await.is(404);
    world.officer(0, Role::Procurement).await;
    problem(world.decide(&first, "refuse", None).await, "reason", "missing");
    world.decide(&first, "approve", None).await.is(200);
    assert_eq!(world.decide(&first, "refuse", Some("遅い")).await.is(409).value()["code"], "subcontract_decided");
    let before = world.app.get("/api/v1/ledger/head").await.is(200).value()["signed_at"]
        .as_str()
        .expect("an instant")
        .to_owned();
    let second = world.requested(0, Some(&first), 2).await;
    let refused = world.requested(0, None, 3).await;
    world.decide(&refused, "refuse", Some("体制が分からない")).await.is(200);
    world.decide(&second, "approve", Some("年1回の報告を条件とする")).await.is(200);
    problem(world.request(0, Some(&refused), 4).await, "above", "chain_above_refused");
    let chain = world.chain(0, "").await;
    let whole = [row(1, 1, "in_force"), row(2, 2, "in_force"), row(3, 1, "refused")];
    assert_eq!(rows(&chain), whole, "{chain}");
    assert_eq!((&chain["whole"], &chain["weakest"]), (&json!(true), &json!({ "band": null, "unrated": 3 })));
    assert_eq!(rows(&world.chain(0, "?valid_on=2026-04-15").await)[1], row(2, 2, "not_yet"));
    let then = world.chain(0, &format!("?known_at={before}")).await;
    assert_eq!(rows(&then), [row(1, 1, "in_force")], "what was known before stays");
    let gone = format!("/api/v1/subcontracts/{first}?reason=x");
    let answer =
        world.app.send(world.app.request(Method::DELETE, &gone).body(axum::body::Body::empty()).expect("a request"));
    assert_eq!(answer.await.is(409).value()["code"], "subcontract_has_tiers_below");
    let end = json!({ "ended_on": "2026-08-31", "reason": "体制の変更" });
    world.app.json(Method::POST, &format!("/api/v1/subcontracts/{first}/endings"), &end).await.is(200);
    let ended = [row(1, 1, "ended"), row(2, 2, "interrupted"), row(3, 1, "refused")];
    assert_eq!(rows(&world.chain(0, "").await), ended);
    let late = json!({ "ended_on": "2028-01-01", "reason": "x" });
    let answer = world.app.json(Method::POST, &format!("/api/v1/subcontracts/{second}/endings"), &late).await;
    problem(answer, "ended_on", "after_what_is_above");
    let history = world.app.get(&format!("/api/v1/subcontracts/{first}")).await.is(200).value();
    let versions = history["versions"].as_array().expect("versions");
    assert_eq!(versions.len(), 3, "{history}");
    let read = versions[0]["version"].clone();
    let corrected = json!({ "work": "入力と検証", "requested_on": "2026-05-01", "valid_from": "2026-05-01", "valid_to": "2026-08-31" });
    let correction = json!({ "subcontract": corrected, "version": read, "reason": "書き漏らし" });
    let path = format!("/api/v1/subcontracts/{first}");
    world.app.json(Method::PUT, &path, &correction).await.is(200);
    assert_eq!(world.app.json(Method::PUT, &path, &correction).await.is(409).value()["code"], "already_superseded");
    let page = world.app.page(&format!("/contracts/{}/subcontracts", world.contracts[0]), "ja").await.is(200).text();
    assert!(page.contains("<svg") && page.contains("再々委託") && page.contains("上位が終了"), "{page}");
    let page = world.app.page(&format!("/subcontracts/{first}"), "ja").await.is(200).text();
    assert!(page.contains("入力と検証") && page.contains("体制の変更"), "{page}");
    let fields =
        [("company", "株式会社中都"), ("work", "印刷"), ("requested_on", "2026-05-03"), ("above", second.as_str())];
    let form = format!("/contracts/{}/subcontracts", world.contracts[0]);
    world.app.form(&form, &fields).await.is(303);
    let wrong = [("company", "4"), ("work", ""), ("requested_on", "")];
    let page = world.app.form(&form, &wrong).await.is(422).text();
    assert!(page.contains("登録簿にない事業者です") && page.contains("入力されていません"), "{page}");
    let verified = world.app.services.store().verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(verified.is_sound(), "{:?}", verified.problems);
}

async fn a_chain_is_never_a_circle_and_never_endless(engine: Engine) {
    let mut world = World::new(engine).await;
    world.officer(0, Role::Procurement).await;
    problem(world.request(0, None, 0).await, "company", "chain_cycle");
    let first = world.requested(0, None, 1).await;
    let second = world.requested(0, Some(&first), 2).await;
    for company in [0, 1, 2] {
        problem(world.request(0, Some(&second), company).await, "company", "chain_cycle");
    }
    problem(world.request(0, Some("00000000-0000-7000-8000-000000000000"), 3).await, "above", "chain_above_unknown");
    let store = world.app.services.store();
    let mut work = store.begin(&Actor::system(), "suppliers.register").await.expect("a change");
    let mut many = Vec::new();
    for tier in 3..=50 {
        let profile = Profile::new(format!("第{tier}段株式会社"), SupplierKind::Corporation, None);
        let new = NewSupplier { id: work.new_id(), kind: profile.kind, number: None };
        many.push(new.id);
        let seq = work.add_suppliers(vec![new]).await.expect("a supplier")[0].seq;
        let fact = work.new_id();
        work.record(vec![NewFact::profile(seq, fact, &profile, None, None)]).await.expect("a name");
    }
    work.commit().await.expect("committed");
    let path = format!("/api/v1/contracts/{}/subcontracts", world.contracts[0]);
    let (mut above, mut tiers) = (second, 2);
    for company in many {
        let body = json!({ "company": company, "above": above, "subcontract": { "work": "入力", "requested_on": "2026-05-01" } });
        let answer = world.app.json(Method::POST, &path, &body).await;
        if answer.status == 422 {
            problem(answer, "above", "chain_too_deep");
            break;
        }
        above = answer.is(201).value()["id"].as_str().expect("an id").to_owned();
        tiers += 1;
    }
    assert_eq!(tiers, 10);
    let deepest = world.chain(0, "").await;
    assert_eq!(rows(&deepest).last().map(|row| row.1), Some(10));
    world.officer(1, Role::Procurement).await;
    let back = world.requested(1, None, 2).await;
    world.requested(1, Some(&back), 1).await;
    assert_eq!(rows(&world.chain(1, "").await).len(), 2, "another contract may go the other way round");
}

async fn what_stands_behind_a_contract_is_seen_by_those_it_concerns(engine: Engine) {
    let mut world = World::new(engine).await;
    let mut ids = Vec::new();
    for ward in [0, 1] {
        world.officer(ward, Role::Procurement).await;
        let first = world.requested(ward, None, 1).await;
        let second = world.requested(ward, Some(&first), 2).await;
        let beside = world.requested(ward, None, 3).await;
        ids.push([first, second, beside]);
    }
    let paths = world.contracts.map(|id| format!("/contracts/{id}/subcontracts"));
    for role in [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader] {
        world.officer(0, role).await;
        assert_eq!(world.chain(0, "").await["subcontracts"].as_array().map(Vec::len), Some(3), "{role:?}");
        for prefix in ["", "/api/v1"] {
            assert_eq!(world.status(&format!("{prefix}{}", paths[0])).await, 200, "{role:?}");
            assert_eq!(world.status(&format!("{prefix}{}", paths[1])).await, 404, "{role:?}");
            assert_eq!(world.status(&format!("{prefix}/subcontracts/{}", ids[1][0])).await, 404, "{role:?}");
        }
        let page = world.app.page(&format!("/suppliers/{}", world.companies[1]), "ja").await.is(200).text();
        assert!(page.contains("税の計算") && !page.contains("秘密の計算"), "{role:?}");
        let list = world.app.page("/subcontracts/export?format=csv", "ja").await.is(200).text();
        assert!(list.contains("税の計算") && !list.contains("秘密の計算"), "{role:?}");
    }
    world.of_company(0).await;
    for contract in [0, 1] {
        assert_eq!(world.chain(contract, "").await["subcontracts"].as_array().map(Vec::len), Some(3), "the contractor");
    }
    world.of_company(1).await;
    let part = world.chain(0, "").await;
    assert_eq!(rows(&part), [row(1, 1, "requested"), row(2, 2, "requested")], "itself and what is below");
    assert_eq!((&part["whole"], &part["weakest"]), (&json!(false), &Value::Null));
    assert_eq!(part["subcontracts"][1]["band"], Value::Null, "another's grade is not for a supplier");
    assert_eq!(world.status(&format!("/subcontracts/{}", ids[0][1])).await, 200);
    assert_eq!(world.status(&format!("/subcontracts/{}", ids[0][2])).await, 404);
    let page = world.app.page(&paths[0], "ja").await.is(200).text();
    assert!(page.contains(NAMES[2]) && !page.contains(NAMES[3]), "{page}");
    world.request(0, Some(&ids[0][0]), 4).await.is(403);
    let own = world.app.get(&format!("/api/v1/suppliers/{}/subcontracts", world.companies[1])).await.is(200).value();
    assert_eq!(own["count"], 2);
    world.of_company(2).await;
    assert_eq!(rows(&world.chain(0, "").await), [row(2, 2, "requested")]);
    world.of_company(4).await;
    assert_eq!(world.status(&paths[0]).await, 404);
    world.enter(Role::Secretariat, Tenant::Council).await;
    for path in &paths {
        assert_eq!(world.status(path).await, 200);
    }
    world.request(0, None, 4).await.is(403);
    for (role, tenant) in
        [(Role::Operator, Tenant::Installation), (Role::Auditor, Tenant::Supplier(world.companies[1]))]
    {
        world.enter(role, tenant).await;
        assert_eq!(world.status(&paths[0]).await, 403, "{role:?}");
    }
}
