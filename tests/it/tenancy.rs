//! Whose row it is: two wards, two suppliers, and people of every role who look at their own and at foreign things.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_services::worker;
use kakuzuke_store::{Actor, NewContract, NewFact, NewSupplier, Profile};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples;

both!(
    contracts_belong_to_their_buyer_and_their_supplier,
    suppliers_and_auditors_find_their_own_alone,
    only_security_confirms,
    what_a_buyer_buys_is_its_own,
    imports_belong_to_whoever_they_are_for,
    the_home_of_a_supplier_is_its_own,
);

/// The other ward.
pub const OTHER: &str = "131024";

/// Two wards, each with a contract with one of two suppliers.
pub struct World {
    pub app: TestApp,
    pub wards: [Uuid; 2],
    pub suppliers: [Uuid; 2],
    contracts: [Uuid; 2],
}

impl World {
    pub async fn new(engine: Engine) -> World {
        let app = TestApp::new(engine).await;
        let store = app.services.store();
        let mut work = store.begin(&Actor::system(), "contracts.record").await.expect("a change");
        let (mut suppliers, mut contracts, mut wards) = ([Uuid::nil(); 2], [Uuid::nil(); 2], [Uuid::nil(); 2]);
        for (at, (code, number, name)) in
            [(WARD, "2040001999902", "株式会社東都"), (OTHER, "4040001999900", "株式会社西都")].into_iter().enumerate()
        {
            let ward = store.buyer(code).await.expect("a look").expect("a ward");
            let profile = Profile::new(name.to_owned(), SupplierKind::Corporation, Some(number.to_owned()));
            let new = NewSupplier { id: work.new_id(), kind: profile.kind, number: profile.number.clone() };
            suppliers[at] = new.id;
            let seq = work.add_suppliers(vec![new]).await.expect("a supplier")[0].seq;
            let fact = work.new_id();
            work.record(vec![NewFact::profile(seq, fact, &profile, None, None)]).await.expect("a name");
            contracts[at] = work.new_id();
            wards[at] = ward.id;
            let contract = NewContract {
                valid_from: Some("2026-04-01".parse().expect("a day")),
                valid_to: Some("2027-03-31".parse().expect("a day")),
                amount_yen: Some(1_000_000),
                ..NewContract::new(contracts[at], ward.seq, seq, format!("{code}の保守"))
            };
            work.add_contracts(vec![contract]).await.expect("a contract");
        }
        work.seal("contracts", json!({})).await.expect("sealed");
        work.commit().await.expect("committed");
        World { app, wards, suppliers, contracts }
    }

    /// From now on somebody with this role asks.
    pub async fn enter(&mut self, role: Role, tenant: Tenant) {
        let pass = people::person(self.app.services.store(), "誰か", &[Grant { role, tenant }]).await;
        self.app.session = Some(pass.session);
    }

    /// One of the first ward.
    pub async fn officer(&mut self, role: Role) {
        self.enter(role, Tenant::Buyer(self.wards[0])).await;
    }

    /// Somebody of, or auditing, the first supplier.
    pub async fn of_supplier(&mut self, role: Role) {
        self.enter(role, Tenant::Supplier(self.suppliers[0])).await;
    }

    pub async fn status(&self, path: &str) -> u16 {
        self.app.get(path).await.status.as_u16()
    }

    /// The ids of an API list.
    async fn ids(&self, path: &str) -> Vec<String> {
        let answer = self.app.get(path).await.is(200).value();
        let items = answer["items"].as_array().expect("items").iter();
        items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
    }
}

fn names(answer: &Answer) -> [bool; 2] {
    ["東都", "西都"].map(|name| answer.text().contains(name))
}

async fn contracts_belong_to_their_buyer_and_their_supplier(engine: Engine) {
    let mut world = World::new(engine).await;
    let [own, foreign] = world.contracts.map(|id| id.to_string());
    for role in [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader, Role::Supplier] {
        match role {
            Role::Supplier => world.of_supplier(role).await,
            _ => world.officer(role).await,
        }
        assert_eq!(world.ids("/api/v1/contracts").await, [own.as_str()], "{role:?}");
        assert_eq!(world.ids("/api/v1/contracts?text=%E4%BF%9D%E5%AE%88").await, [own.as_str()], "{role:?}");
        assert_eq!(world.ids(&format!("/api/v1/contracts?buyer={OTHER}")).await, [""; 0], "{role:?}");
        assert_eq!(world.status(&format!("/api/v1/contracts/{own}")).await, 200, "{role:?}");
        assert_eq!(world.status(&format!("/api/v1/contracts/{foreign}")).await, 404, "{role:?}");
        for page in ["/contracts", "/contracts/export?format=csv"] {
            let answer = world.app.page(page, "ja").await.is(200);
            assert_eq!(names(&answer), [true, false], "{role:?} {page}");
        }
    }
    for role in [Role::Procurement, Role::Reader] {
        world.officer(role).await;
        let page = world.app.page(&format!("/suppliers/{}", world.suppliers[1]), "ja").await.is(200);
        assert!(!page.text().contains(&format!("{OTHER}の保守")), "{role:?} sees the other ward's contract");
        let page = world.app.page(&format!("/suppliers/{}", world.suppliers[0]), "ja").await.is(200);
        assert!(page.text().contains(&format!("{WARD}の保守")), "{role:?} misses the own contract");
    }
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(world.ids("/api/v1/contracts").await.len(), 2);
    assert_eq!(world.status(&format!("/api/v1/contracts/{foreign}")).await, 200);
    world.of_supplier(Role::Auditor).await;
    assert_eq!(world.status(&format!("/api/v1/contracts/{own}")).await, 403);
    world.enter(Role::Operator, Tenant::Installation).await;
    assert_eq!(world.status("/contracts").await, 403);
}

async fn suppliers_and_auditors_find_their_own_alone(engine: Engine) {
    let mut world = World::new(engine).await;
    let app = &world.app;
    let [own, foreign] = world.suppliers.map(|id| id.to_string());
    let body = json!({ "kind": "privacy_mark", "number": "10000001", "assurance": "official_register", "valid_from": "2026-01-01" });
    let mut marks = Vec::new();
    for supplier in [&own, &foreign] {
        let path = format!("/api/v1/suppliers/{supplier}/attestations");
        let recorded = app.json(Method::POST, &path, &body).await.is(201).value();
        marks.push(recorded["id"].as_str().expect("an id").to_owned());
    }
    for role in [Role::Supplier, Role::Auditor] {
        world.of_supplier(role).await;
        let lists =
            ["", "text=%E9%83%BD", "text=4040001999900", "sort=grade", "sort=name", "privacy_mark=true&sort=grade"];
        for list in lists.into_iter().chain(["privacy_mark=true", "valid_on=2026-08-01", "sort=next_change"]) {
            let answer = world.app.get(&format!("/api/v1/suppliers?{list}")).await.is(200);
            let none = matches!(list, "text=4040001999900" | "sort=next_change");
            assert_eq!(names(&answer), [!none, false], "{role:?} {list}");
            assert_eq!(answer.value()["count"], if none { 0 } else { 1 }, "{role:?} {list}: {}", answer.text());
        }
        for page in ["/suppliers", "/suppliers?sort=grade", "/suppliers/export?format=csv"] {
            let answer = world.app.page(page, "ja").await.is(200);
            assert_eq!(names(&answer), [true, false], "{role:?} {page}");
        }
        for below in ["", "/facts", "/grade", "/grades", "/improvements", "/attestations", "/audits"] {
            assert_eq!(world.status(&format!("/api/v1/suppliers/{own}{below}")).await, 200, "{role:?} {below}");
            assert_eq!(world.status(&format!("/api/v1/suppliers/{foreign}{below}")).await, 404, "{role:?} {below}");
            assert_eq!(world.status(&format!("/api/v1/suppliers/4040001999900{below}")).await, 404, "{role:?} {below}");
        }
        for path in ["/attestations", "/api/v1/attestations"] {
            assert_eq!(world.status(&format!("{path}/{}", marks[0])).await, 200, "{role:?} {path}");
            assert_eq!(world.status(&format!("{path}/{}", marks[1])).await, 404, "{role:?} {path}");
        }
        for below in ["", "/attestations/new", "/audits/new"] {
            assert_eq!(world.status(&format!("/suppliers/{own}{below}")).await, 200, "{role:?} {below}");
            assert_eq!(world.status(&format!("/suppliers/{foreign}{below}")).await, 404, "{role:?} {below}");
        }
        let declared = json!({ "kind": "security_action", "level": 1, "number": "5", "assurance": "self_declared", "valid_from": "2026-01-01" });
        let post = |supplier: &str| format!("/api/v1/suppliers/{supplier}/attestations");
        world.app.json(Method::POST, &post(&own), &declared).await.is(201);
        world.app.json(Method::POST, &post(&foreign), &declared).await.is(404);
        let corrected = json!({ "attestation": declared, "reason": "誤記" });
        let path = format!("/api/v1/attestations/{}", marks[0]);
        world.app.json(Method::PUT, &path, &corrected).await.is(403);
    }
    world.officer(Role::Reader).await;
    assert_eq!(world.ids("/api/v1/suppliers").await.len(), 2);
    assert_eq!(world.status(&format!("/suppliers/{foreign}")).await, 200);
}

async fn only_security_confirms(engine: Engine) {
    let mut world = World::new(engine).await;
    let supplier = world.suppliers[0];
    let attestation = |assurance: &str| json!({ "kind": "privacy_mark", "number": "10000001", "assurance": assurance, "valid_from": "2026-01-01" });
    let audit = |accepted_on: Value| json!({ "performed_on": "2026-05-01", "accepted_on": accepted_on, "third_party": true, "opinion": "conforming" });
    let attestations = format!("/api/v1/suppliers/{supplier}/attestations");
    let audits = format!("/api/v1/suppliers/{supplier}/audits");
    for role in [Role::Supplier, Role::Auditor, Role::Procurement, Role::Secretariat] {
        match role {
            Role::Procurement => world.officer(role).await,
            Role::Secretariat => world.enter(role, Tenant::Council).await,
            _ => world.of_supplier(role).await,
        }
        for assurance in ["officer_confirmed", "third_party", "official_register"] {
            let answer = world.app.json(Method::POST, &attestations, &attestation(assurance)).await.is(422);
            assert!(answer.text().contains("assurance"), "{role:?}: {}", answer.text());
        }
        for assurance in ["unconfirmed", "self_declared"] {
            world.app.json(Method::POST, &attestations, &attestation(assurance)).await.is(201);
        }
        let answer = world.app.json(Method::POST, &audits, &audit(json!("2026-05-02"))).await.is(422);
        assert!(answer.text().contains("accepted_on"), "{role:?}: {}", answer.text());
        world.app.json(Method::POST, &audits, &audit(Value::Null)).await.is(201);
        let fields =
            [("kind", "privacy_mark"), ("number", "1"), ("assurance", "third_party"), ("valid_from", "2026-01-01")];
        let form = world.app.form(&format!("/suppliers/{supplier}/attestations"), &fields).await.is(422);
        assert!(form.text().contains("情報セキュリティ担当者"), "{role:?}");
    }
    world.officer(Role::Security).await;
    world.app.json(Method::POST, &attestations, &attestation("official_register")).await.is(201);
    world.app.json(Method::POST, &audits, &audit(json!("2026-05-02"))).await.is(201);
}

async fn what_a_buyer_buys_is_its_own(engine: Engine) {
    let mut world = World::new(engine).await;
    for role in [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader] {
        world.officer(role).await;
        let counts = world.app.get("/api/v1/buyers").await.is(200).value();
        let of = |code: &str| {
            let mut items = counts["items"].as_array().expect("items").iter();
            items.find(|item| item["code"] == code).expect("a ward").clone()
        };
        assert_eq!((&of(WARD)["suppliers"], &of(WARD)["contracts"]), (&json!(1), &json!(1)), "{role:?}");
        assert_eq!((&of(OTHER)["suppliers"], &of(OTHER)["contracts"]), (&Value::Null, &Value::Null), "{role:?}");
        let bands = world.app.get(&format!("/api/v1/buyers/{WARD}")).await.is(200).value();
        assert_eq!(bands["bands"].as_array().map(Vec::len), Some(6), "{role:?}");
        let bands = world.app.get(&format!("/api/v1/buyers/{OTHER}")).await.is(200).value();
        assert_eq!(bands["bands"], Value::Null, "{role:?}");
        assert_eq!(names(&world.app.page(&format!("/buyers/{WARD}"), "ja").await.is(200)), [true, false], "{role:?}");
        assert_eq!(names(&world.app.page(&format!("/buyers/{OTHER}"), "ja").await.is(200)), [false, false], "{role:?}");
        for path in ["/suppliers", "/suppliers/export", "/api/v1/suppliers"] {
            assert_eq!(world.status(&format!("{path}?buyer={WARD}")).await, 200, "{role:?} {path}");
            assert_eq!(world.status(&format!("{path}?buyer={OTHER}")).await, 404, "{role:?} {path}");
            assert_eq!(world.status(&format!("{path}?buyer=999999")).await, 404, "{role:?} {path}");
        }
    }
    world.of_supplier(Role::Supplier).await;
    assert_eq!(world.status(&format!("/suppliers?buyer={WARD}")).await, 404);
    assert_eq!(names(&world.app.page(&format!("/buyers/{WARD}"), "ja").await.is(200)), [false, false]);
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(names(&world.app.page(&format!("/buyers/{OTHER}"), "ja").await.is(200)), [false, true]);
    assert_eq!(world.status(&format!("/suppliers?buyer={OTHER}")).await, 200);
}

async fn imports_belong_to_whoever_they_are_for(engine: Engine) {
    let mut world = World::new(engine).await;
    let rows: &[&[&str]] = &[
        &["団体コード", "案件名", "法人番号", "落札金額"],
        &[WARD, "区の案件", "2040001999902", "1000"],
        &[OTHER, "他区の案件", "2040001999902", "1000"],
    ];
    let file = std::fs::read(samples::csv(world.app.house.folder(), "bids.csv", rows)).expect("a file");
    let upload = |to: &str| {
        let path = format!("/api/v1/imports?kind=contracts&file_name=bids.csv&start=false{to}");
        let request = world.app.request(Method::POST, &path).header("content-type", "application/octet-stream");
        request.body(axum::body::Body::from(file.clone())).expect("a request")
    };
    let council = world.app.send(upload("")).await.is(202).value();
    assert_eq!(council["buyer"], Value::Null);
    let council = council["id"].as_str().expect("an id").to_owned();
    world.officer(Role::Procurement).await;
    let upload = |to: &str| {
        let path = format!("/api/v1/imports?kind=contracts&file_name=bids.csv&start=false{to}");
        let request = world.app.request(Method::POST, &path).header("content-type", "application/octet-stream");
        request.body(axum::body::Body::from(file.clone())).expect("a request")
    };
    let own = world.app.send(upload("")).await.is(202).value();
    assert_eq!(own["buyer"], WARD);
    let own = own["id"].as_str().expect("an id").to_owned();
    world.app.send(upload(&format!("&buyer={OTHER}"))).await.is(422);
    let started = world.app.json(Method::POST, &format!("/api/v1/imports/{own}/runs"), &json!({})).await;
    assert_eq!(started.status, 202, "{}", started.text());
    worker::drain(&world.app.services).await.expect("worked");
    let problems = world.app.get(&format!("/api/v1/imports/{own}/problems")).await.is(200).value();
    let codes: Vec<&str> =
        problems["items"].as_array().expect("items").iter().map(|one| one["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["buyer_foreign"], "{problems}");
    assert_eq!(world.app.get(&format!("/api/v1/imports/{own}")).await.value()["report"]["created"], 1);
    let own_people = [Role::Procurement, Role::Security];
    for role in own_people {
        world.officer(role).await;
        assert_eq!(world.ids("/api/v1/imports").await, [own.as_str()], "{role:?}");
        for below in ["", "/problems", "/proposals"] {
            for room in ["/imports", "/api/v1/imports"] {
                assert_eq!(world.status(&format!("{room}/{own}{below}")).await, 200, "{role:?} {room}{below}");
                assert_eq!(world.status(&format!("{room}/{council}{below}")).await, 404, "{role:?} {room}{below}");
            }
        }
        let foreign = format!("/api/v1/imports/{council}");
        world.app.json(Method::POST, &format!("{foreign}/runs"), &json!({})).await.is(404);
        world.app.json(Method::POST, &format!("{foreign}/cancellations"), &json!({})).await.is(404);
    }
    world.enter(Role::Procurement, Tenant::Buyer(world.wards[1])).await;
    assert_eq!(world.ids("/api/v1/imports").await, [""; 0]);
    assert_eq!(world.status(&format!("/imports/{own}")).await, 404);
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(world.ids("/api/v1/imports").await, [council.as_str()]);
    assert_eq!(world.status(&format!("/imports/{own}/problems")).await, 404);
}

async fn the_home_of_a_supplier_is_its_own(engine: Engine) {
    let mut world = World::new(engine).await;
    for role in [Role::Supplier, Role::Auditor] {
        world.of_supplier(role).await;
        assert_eq!(names(&world.app.page("/", "ja").await.is(200)), [true, false], "{role:?}");
    }
    world.enter(Role::Operator, Tenant::Installation).await;
    assert_eq!(names(&world.app.page("/", "ja").await.is(200)), [false, false]);
    world.officer(Role::Reader).await;
    assert_eq!(world.status("/api/v1/ledger/export").await, 404);
    world.enter(Role::Secretariat, Tenant::Council).await;
    assert_eq!(world.status("/api/v1/ledger/export").await, 200);
}
