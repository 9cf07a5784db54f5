//! The register of contracts: recorded, corrected, amended, renewed, closed out; by two officers at once; by whom and whose.
mod lists;
mod pairs;
mod steps;

use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{Actor, NewFact, NewSupplier, Profile};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};

pub const OTHER: &str = "131024";

/// A register with one supplier and people of a ward.
pub struct Desk {
    pub app: TestApp,
    pub supplier: Uuid,
    ward: Uuid,
}

impl Desk {
    pub async fn new(engine: Engine) -> Desk {
        let app = TestApp::new(engine).await;
        let store = app.services.store();
        let mut work = store.begin(&Actor::system(), "suppliers.register").await.expect("a change");
        let profile =
            Profile::new("株式会社東都".to_owned(), SupplierKind::Corporation, Some("2040001999902".to_owned()));
        let new = NewSupplier { id: work.new_id(), kind: profile.kind, number: profile.number.clone() };
        let supplier = new.id;
        let seq = work.add_suppliers(vec![new]).await.expect("a supplier")[0].seq;
        let fact = work.new_id();
        work.record(vec![NewFact::profile(seq, fact, &profile, None, None)]).await.expect("a name");
        work.seal("supplier", json!({})).await.expect("sealed");
        work.commit().await.expect("committed");
        let ward = people::ward(store, WARD).await;
        Desk { app, supplier, ward }
    }

    /// From now on somebody with this role in the ward asks; answers the account.
    pub async fn enter(&mut self, role: Role) -> Uuid {
        self.enter_ward(role, self.ward).await
    }

    pub async fn enter_ward(&mut self, role: Role, ward: Uuid) -> Uuid {
        let store = self.app.services.store();
        let account = people::account(store, "担当 者", &[Grant { role, tenant: Tenant::Buyer(ward) }]).await;
        self.app.session = Some(people::session(store, account, true).await);
        account
    }

    pub async fn record(&self, contract: Value) -> Value {
        let body = json!({"buyer": WARD, "supplier": self.supplier, "contract": contract});
        self.app.json(Method::POST, "/api/v1/contracts", &body).await.is(201).value()
    }
}

/// A contract of which everything is known.
pub fn described() -> Value {
    json!({
        "title": "住民税当初課税データ入力業務委託", "awarded_on": "2026-03-20", "valid_from": "2026-04-01",
        "valid_to": "2027-03-31", "amount_yen": 13_750_000, "note": "見本",
        "attributes": {
            "method": "proposal", "kind": "lump_sum", "section": "税務課", "tax_percent": 10, "automatic_renewal": false,
            "zones": ["my_number", "internet"], "confidentiality": "3a", "integrity": "2", "availability": "1",
            "personal_data": true, "persons": 120_000, "records": 240_000, "my_number": true, "core_system": false,
            "cloud": false, "subcontracting": true
        }
    })
}

/// Nothing about this contract makes it critical.
pub fn quiet(title: &str, from: &str, to: &str) -> Value {
    json!({
        "title": title, "valid_from": from, "valid_to": to, "amount_yen": 1_100_000,
        "attributes": {
            "section": "総務課", "zones": [], "confidentiality": "2", "availability": "1", "personal_data": false,
            "core_system": false, "cloud": false, "subcontracting": false
        }
    })
}

pub fn address(contract: &Value, below: &str) -> String {
    format!("/api/v1/contracts/{}{below}", contract["id"].as_str().expect("an id"))
}

pub fn page(contract: &Value, below: &str) -> String {
    format!("/contracts/{}{below}", contract["id"].as_str().expect("an id"))
}

pub fn code(answer: &Answer) -> String {
    answer.value()["code"].as_str().expect("a code").to_owned()
}

pub fn fields(answer: &Answer) -> Vec<(String, String)> {
    let text = |one: &Value, name: &str| one[name].as_str().expect("a text").to_owned();
    answer.value()["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|one| (text(one, "field"), text(one, "code")))
        .collect()
}
