//! The chain behind a contract: asked for by the contractor, decided by the buyer, seen by those whom it concerns alone.
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
    cloud_services_are_recorded_used_and_corrected,
    what_hangs_on_a_company_is_counted_over_every_tier,
    contracts_leave_as_open_contracting_without_what_is_not_public,
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
    let found = answer.value()["problems"]
        .as_array()
        .expect("problems")
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

async fn cloud_services_are_recorded_used_and_corrected(engine: Engine) {
    let mut world = World::new(engine).await;
    let service = json!({
        "provider": "架空クラウド株式会社", "name": "架空クラウド", "iso27017": "yes", "iso27017_to": "2026-08-31",
        "listing": { "register": "ismap", "number": "C99-0001-1", "valid_from": "2026-04-01", "valid_to": "2027-03-31" },
        "countries": ["US", "JP"],
        "responsibilities": [{ "layer": "data", "answerable": "shared", "text": "消去は発注者が指示" }],
    });
    let collection = "/api/v1/cloud-services";
    for role in [Role::Reader, Role::Subsidy] {
        world.officer(0, role).await;
        world.app.json(Method::POST, collection, &service).await.is(403);
    }
    world.of_company(0).await;
    assert_eq!(world.status(collection).await, 403);
    world.officer(0, Role::Security).await;
    let wrong = json!({ "provider": "架", "name": "空", "countries": ["Japan"] });
    problem(world.app.json(Method::POST, collection, &wrong).await, "countries", "not_a_country");
    let id = world.app.json(Method::POST, collection, &service).await.is(201).value()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let item = world.app.get(collection).await.is(200).value()["items"][0].clone();
    assert_eq!((&item["listed"], &item["certified"]), (&json!("valid"), &json!("expired")), "{item}");
    assert_eq!(item["service"]["countries"], json!(["JP", "US"]));
    let later = world.app.get(&format!("{collection}?valid_on=2027-04-01")).await.is(200).value();
    assert_eq!(later["items"][0]["listed"], "expired");
    let uses = world.contracts.map(|contract| format!("/api/v1/contracts/{contract}/cloud-uses"));
    let usage = json!({ "service": id, "valid_from": "2026-04-01" });
    world.app.json(Method::POST, &uses[1], &usage).await.is(404);
    let used =
        world.app.json(Method::POST, &uses[0], &usage).await.is(201).value()["id"].as_str().expect("an id").to_owned();
    let withdrawal = format!("{collection}/{id}?reason=x");
    let delete =
        |path: &str| world.app.request(Method::DELETE, path).body(axum::body::Body::empty()).expect("a request");
    let refused = world.app.send(delete(&withdrawal)).await.is(409).value();
    assert_eq!(refused["code"], "cloud_service_in_use");
    world.officer(1, Role::Procurement).await;
    assert_eq!(world.status(&uses[0]).await, 404);
    let page = world.app.page(&format!("/cloud-services/{id}"), "ja").await.is(200).text();
    assert!(page.contains("消去は発注者が指示") && page.contains("国外を含む") && !page.contains("税の計算"), "{page}");
    let end = json!({ "ended_on": "2026-08-31", "reason": "更改" });
    world.app.json(Method::POST, &format!("/api/v1/cloud-uses/{used}/endings"), &end).await.is(404);
    world.officer(0, Role::Procurement).await;
    let page = world.app.page(&format!("/contracts/{}/subcontracts", world.contracts[0]), "ja").await.is(200).text();
    assert!(page.contains("架空クラウド"), "{page}");
    world.app.json(Method::POST, &format!("/api/v1/cloud-uses/{used}/endings"), &end).await.is(204);
    let list = world.app.get(&uses[0]).await.is(200).value();
    assert_eq!((&list["items"][0]["valid_to"], &list["count"]), (&json!("2026-08-31"), &json!(1)));
    let version = world.app.get(&format!("{collection}/{id}")).await.is(200).value()["versions"][0]["version"].clone();
    let correction = json!({ "service": { "provider": "架空クラウド株式会社", "name": "新しい名称" }, "version": version, "reason": "改称" });
    let path = format!("{collection}/{id}");
    let history = world.app.json(Method::PUT, &path, &correction).await.is(200).value();
    assert_eq!(history["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(world.app.json(Method::PUT, &path, &correction).await.is(409).value()["code"], "already_superseded");
    let fields =
        [("provider", "見本株式会社"), ("service_name", "見本"), ("countries", "jp、us"), ("answerable_data", "buyer")];
    let address = world.app.form("/cloud-services", &fields).await.is(303).location();
    assert!(world.app.page(&address, "ja").await.is(200).text().contains("JP, US"));
    let page =
        world.app.form("/cloud-services", &[("provider", "見本"), ("listing_number", "1"), ("text_data", "x")]).await;
    assert!(page.is(422).text().contains("責任を負う者も選んでください"));
    let file = world.app.page("/cloud-services/export?format=csv", "ja").await.is(200).text();
    assert!(file.contains("新しい名称") && file.contains("JP US"), "{file}");
}

async fn contracts_leave_as_open_contracting_without_what_is_not_public(engine: Engine) {
    let mut world = World::new(engine).await;
    world.officer(0, Role::Reader).await;
    for path in ["/api/v1/contracts/ocds", "/contracts/export?format=ocds"] {
        let package = world.app.get(path).await.is(200).value();
        assert_eq!(package["version"], "1.1");
        let releases = package["releases"].as_array().expect("releases");
        assert_eq!(releases.len(), 2, "the own ones: {package}");
        let of = |title: &str| releases.iter().find(|one| one["tender"]["title"] == title).expect("a release").clone();
        let release = of("税の計算");
        assert_eq!(release["contracts"][0]["value"], json!({ "amount": 1_000_000, "currency": "JPY" }));
        assert_eq!(release["contracts"][0]["status"], "active");
        assert_eq!(release["contracts"][0]["period"]["endDate"], "2027-03-31T23:59:59+09:00");
        assert_eq!(release["tender"]["procurementMethod"], "selective");
        let supplier = &release["parties"][1];
        assert_eq!(supplier["identifier"], json!({ "scheme": "JP-JCN", "id": NUMBERS[0], "legalName": NAMES[0] }));
        assert_eq!(release["awards"][0]["suppliers"][0]["id"], supplier["id"]);
        assert_eq!(release["buyer"]["id"], release["parties"][0]["id"]);
        let unit = of("単価の計算");
        assert_eq!(
            (&unit["contracts"][0]["value"], &unit["contracts"][0]["status"]),
            (&Value::Null, &json!("pending"))
        );
    }
    world.enter(Role::Secretariat, Tenant::Council).await;
    let all = world.app.get("/api/v1/contracts/ocds").await.is(200);
    assert!(all.text().contains("秘密の計算") && !all.text().contains("非公表") && !all.text().contains("withheld"));
    assert!(!all.text().contains("unrated"), "no grade leaves with it");
    world.of_company(1).await;
    let own = world.app.get("/api/v1/contracts/ocds").await.is(200).value();
    assert_eq!(own["releases"].as_array().map(Vec::len), Some(1));
    world.enter(Role::Operator, Tenant::Installation).await;
    assert_eq!(world.status("/api/v1/contracts/ocds").await, 403);
}

async fn what_hangs_on_a_company_is_counted_over_every_tier(engine: Engine) {
    let mut world = World::new(engine).await;
    for ward in [0, 1] {
        world.officer(ward, Role::Procurement).await;
        let first = world.requested(ward, None, 1).await;
        let second = world.requested(ward, Some(&first), 2).await;
        let waiting = world.requested(ward, Some(&second), 3).await;
        for id in [&first, &second] {
            world.decide(id, "approve", None).await.is(200);
        }
        assert!(!waiting.is_empty());
    }
    let of = |list: &Value, name: &str| {
        list["items"].as_array().expect("items").iter().find(|one| one["name"] == name).cloned()
    };
    let figures = |item: &Value| {
        ["contracts", "as_subcontractor", "buyers", "persons", "persons_unknown"].map(|field| item[field].clone())
    };
    world.enter(Role::Secretariat, Tenant::Council).await;
    let all = world.app.get("/api/v1/concentration").await.is(200).value();
    assert_eq!(
        figures(&of(&all, NAMES[0]).expect("the contractor")),
        [2, 0, 2, 30_000, 1].map(|number| json!(number)),
        "{all}"
    );
    assert_eq!(
        figures(&of(&all, NAMES[2]).expect("the second tier")),
        [2, 2, 2, 30_000, 1].map(|number| json!(number)),
        "{all}"
    );
    assert_eq!(of(&all, NAMES[3]), None, "what was not approved does not count");
    let before = world.app.get("/api/v1/concentration?valid_on=2026-04-15").await.is(200).value();
    assert_eq!(of(&before, NAMES[2]), None, "not begun yet: {before}");
    let path = format!("/api/v1/concentration/{}", world.companies[2]);
    let stops = world.app.get(&path).await.is(200).value();
    assert_eq!(
        (&stops["count"], &stops["items"][0]["tier"], &stops["items"][0]["companies"]),
        (&json!(2), &json!(2), &json!(3)),
        "{stops}"
    );
    assert_eq!((&stops["items"][0]["unrated"], &stops["items"][0]["weakest"]), (&json!(3), &Value::Null), "{stops}");
    world.officer(0, Role::Reader).await;
    let own = world.app.get("/api/v1/concentration").await.is(200).value();
    assert_eq!(
        figures(&of(&own, NAMES[2]).expect("the second tier")),
        [1, 1, 1, 30_000, 0].map(|number| json!(number)),
        "{own}"
    );
    let stops = world.app.get(&path).await.is(200);
    assert!(stops.text().contains("税の計算") && !stops.text().contains("秘密の計算"), "{}", stops.text());
    for page in ["/contracts/concentration".to_owned(), format!("/contracts/concentration/{}", world.companies[2])] {
        let page = world.app.page(&page, "ja").await.is(200).text();
        assert!(page.contains(NAMES[2]) && !page.contains("秘密の計算"), "{page}");
    }
    let file = world.app.page("/contracts/concentration/export?format=csv", "ja").await.is(200).text();
    assert!(file.contains(NAMES[2]) && !file.contains(NAMES[3]), "{file}");
}
