//! Findings of audits: seen by the supplier, its auditor, and the buyers to which they are shown; changed by nobody else.
mod codes;
mod sight;

use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{Actor, NewContract, NewFact, NewSupplier, Profile};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;

/// A ward with a contract in force, one whose contract has ended, and one that never had any.
pub const WARDS: [(&str, Option<[&str; 2]>); 3] =
    [("131016", Some(["2026-04-01", "2027-03-31"])), ("131024", Some(["2025-09-01", "2026-08-31"])), ("131032", None)];

/// The ids of the findings of the two audits, by which they are looked for in answers.
pub const FINDINGS: [&str; 2] = ["secret-one", "secret-two"];
/// The days by which they are due, as the API and as pages write them. The grade, which is common, changes a day later.
const DUE: [[&str; 2]; 2] = [["2026-08-15", "8月15日"], ["2026-08-20", "8月20日"]];

/// A supplier with two audits, each with an overdue finding, and another that has nothing.
pub struct World {
    pub app: TestApp,
    pub wards: [Uuid; 3],
    pub supplier: Uuid,
    pub other: Uuid,
    pub audits: [Uuid; 2],
}

impl World {
    pub async fn new(engine: Engine) -> World {
        let app = TestApp::new(engine).await;
        let store = app.services.store();
        let mut work = store.begin(&Actor::system(), "contracts.record").await.expect("a change");
        let new = [(); 2].map(|()| NewSupplier { id: store.new_id(), kind: SupplierKind::Corporation, number: None });
        let suppliers = work.add_suppliers(new.to_vec()).await.expect("suppliers");
        for (supplier, name) in suppliers.iter().zip(["株式会社東都", "株式会社西都"]) {
            let profile = Profile::new(name.to_owned(), SupplierKind::Corporation, None);
            let fact = NewFact::profile(supplier.seq, store.new_id(), &profile, None, None);
            work.record(vec![fact]).await.expect("a name");
        }
        let mut wards = [Uuid::nil(); 3];
        for (at, (code, period)) in WARDS.into_iter().enumerate() {
            let ward = store.buyer(code).await.expect("a look").expect("a ward");
            wards[at] = ward.id;
            let Some([from, to]) = period.map(|days| days.map(|day| day.parse().expect("a day"))) else { continue };
            let contract = NewContract {
                valid_from: Some(from),
                valid_to: Some(to),
                ..NewContract::new(store.new_id(), ward.seq, suppliers[0].seq, "保守")
            };
            work.add_contracts(vec![contract]).await.expect("a contract");
        }
        work.seal("contracts", Value::Null).await.expect("sealed");
        work.commit().await.expect("committed");
        let (supplier, other) = (suppliers[0].id, suppliers[1].id);
        let mut world = World { app, wards, supplier, other, audits: [Uuid::nil(); 2] };
        world.officer(Role::Security, 0).await;
        for at in 0..2 {
            let path = format!("/api/v1/suppliers/{supplier}/audits");
            let recorded = world.app.json(Method::POST, &path, &audit(at)).await.is(201).value();
            world.audits[at] = recorded["id"].as_str().expect("an id").parse().expect("an id");
        }
        world
    }

    /// From now on somebody with this role asks.
    pub async fn enter(&mut self, role: Role, tenant: Tenant) {
        let pass = people::person(self.app.services.store(), "誰か", &[Grant { role, tenant }]).await;
        self.app.session = Some(pass.session);
    }

    /// Somebody of one of the wards.
    pub async fn officer(&mut self, role: Role, ward: usize) {
        self.enter(role, Tenant::Buyer(self.wards[ward])).await;
    }

    /// Somebody of, or auditing, the supplier.
    pub async fn of_supplier(&mut self, role: Role) {
        self.enter(role, Tenant::Supplier(self.supplier)).await;
    }

    /// The addresses that tell of the findings of an audit to whom they are shown.
    pub fn places(&self, at: usize) -> Vec<String> {
        let (supplier, audit) = (self.supplier, self.audits[at]);
        let mut places = Vec::new();
        for day in ["", "?valid_on=2026-08-25"] {
            for below in ["facts", "audits"] {
                places.push(format!("/api/v1/suppliers/{supplier}/{below}{day}"));
            }
            places.push(format!("/suppliers/{supplier}{day}"));
        }
        places.extend([format!("/audits/{audit}"), format!("/api/v1/audits/{audit}")]);
        places
    }

    /// The texts in which findings could be told: pages in both languages, the API, exports, also as of another day.
    async fn everywhere(&self) -> Vec<(String, String)> {
        let (supplier, app) = (self.supplier, &self.app);
        let mut told = Vec::new();
        let lists = ["/", "/suppliers", "/suppliers/export?format=csv", "/ledger", "/ledger/export?format=csv"];
        let mut paths: Vec<String> = lists.map(str::to_owned).into();
        for below in ["", "/grade", "/grades", "/improvements"] {
            paths.push(format!("/api/v1/suppliers/{supplier}{below}"));
        }
        paths.push("/api/v1/ledger/entries".to_owned());
        paths.extend(self.places(0));
        paths.extend(self.places(1).into_iter().filter(|path| path.contains(&self.audits[1].to_string())));
        for path in paths {
            let answer = app.page(&path, "ja").await;
            assert!([200, 403, 404].contains(&answer.status.as_u16()), "{path}: {} {}", answer.status, answer.text());
            told.push((path, answer.text()));
        }
        told
    }

    /// The addresses that tell of the findings of an audit to whoever asks now.
    pub async fn tells(&self, at: usize) -> Vec<String> {
        let told = self.everywhere().await.into_iter();
        let tells = |text: &str| text.contains(FINDINGS[at]) || DUE[at].iter().any(|day| text.contains(day));
        told.filter(|(_, text)| tells(text)).map(|(path, _)| path).collect()
    }

    /// How many findings the API tells of, by audit: in the facts, the list and the history; none where they are null.
    pub async fn counts(&self) -> [[Option<usize>; 3]; 2] {
        let count = |value: &Value| value["findings"].as_array().map(Vec::len);
        let supplier = self.supplier;
        let facts = self.app.get(&format!("/api/v1/suppliers/{supplier}/facts")).await.is(200).value();
        let list = self.app.get(&format!("/api/v1/suppliers/{supplier}/audits")).await.is(200).value();
        let mut counts = [[None; 3]; 2];
        for (at, audit) in self.audits.iter().enumerate() {
            let id = json!(audit);
            let known = facts["audits"].as_array().expect("audits").iter().find(|one| one["id"] == id).expect("it");
            let items = list["items"].as_array().expect("items").iter();
            let listed = items.map(|item| &item["audit"]).find(|one| one["id"] == id).expect("it is listed");
            let history = self.app.get(&format!("/api/v1/audits/{audit}")).await.is(200).value();
            for version in history["versions"].as_array().expect("versions") {
                assert_eq!(
                    version["body"]["findings"].is_null(),
                    history["current"]["findings"].is_null(),
                    "{history}"
                );
            }
            for shown in [known, listed, &history["current"]] {
                assert!(shown.as_object().expect("an audit").contains_key("findings"), "null, never left out: {shown}");
            }
            counts[at] = [count(known), count(listed), count(&history["current"])];
        }
        counts
    }
}

/// An audit with one finding.
pub fn audit(at: usize) -> Value {
    let performed_on = format!("2026-05-2{at}");
    json!({
        "performed_on": performed_on, "accepted_on": "2026-06-10", "third_party": true,
        "opinion": "conforming_with_findings",
        "findings": [{ "id": FINDINGS[at], "severity": "major", "due_on": DUE[at][0] }]
    })
}
