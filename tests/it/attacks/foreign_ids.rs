//! The ids of another's things, in every address that takes an id. Lists, searches and counts: `tenancy.rs`.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_web::access::{Need, TABLE};
use serde_json::Value;

use super::{ledger, refused, send};
use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(anothers_id_opens_nothing);

async fn anothers_id_opens_nothing(engine: Engine) {
    let mut app = TestApp::demo(engine).await;
    let (foreign, own) = two_suppliers(&app).await;
    let mut ids = vec![text(&foreign, "id")];
    for list in ["attestations", "audits"] {
        ids.extend(ids_of(&app, &format!("/api/v1/suppliers/{}/{list}", ids[0])).await);
    }
    ids.extend(ids_of(&app, &format!("/api/v1/contracts?limit=1&supplier={}", ids[0])).await);
    ids.extend(ids_of(&app, "/api/v1/imports?limit=1").await);
    assert!(ids.len() >= 3, "{ids:?}");
    let tenant = Tenant::Supplier(text(&own, "id").parse().expect("an id"));
    let before = {
        let grant = Grant { role: Role::Supplier, tenant };
        app.session = Some(people::person(app.services.store(), "供給者", &[grant]).await.session);
        ledger(&app).await
    };
    let home = format!("/api/v1/suppliers/{}", text(&own, "id"));
    assert_eq!(text(&app.get(&home).await.is(200).value(), "id"), text(&own, "id"), "one's own is found");
    let name = text(&foreign, "name");
    let rules =
        TABLE.iter().filter(|rule| rule.path.contains("{id}") && matches!(rule.need, Need::May(..) | Need::MayOne(..)));
    let mut tries = 0;
    for rule in rules {
        for id in &ids {
            let path = rule.path.replace("{id}", id).replace("{ordinal}", "1");
            let path = path.replace("{version}", id).replace("{profile}", id);
            let (kind, body) = match rule.path.starts_with("/api/") {
                true => ("application/json", "{}"),
                false => ("application/x-www-form-urlencoded", ""),
            };
            let method: Method = rule.method.parse().expect("a method");
            let answer = send(&app, method, &path, kind, body).await;
            let what = format!("{} {path}", rule.method);
            refused(&what, &answer);
            assert!(!answer.text().contains(&name), "{what} tells whose it is");
            tries += 1;
        }
    }
    assert!(tries > 100, "{tries}");
    assert_eq!(ledger(&app).await, before);
}

/// Two suppliers; the first has attestations.
async fn two_suppliers(app: &TestApp) -> (Value, Value) {
    let list = app.get("/api/v1/suppliers?limit=50").await.is(200).value();
    let items = list["items"].as_array().expect("items").clone();
    for item in &items {
        let path = format!("/api/v1/suppliers/{}/attestations", text(item, "id"));
        if !ids_of(app, &path).await.is_empty() {
            let other = items.iter().find(|other| other["id"] != item["id"]).expect("another");
            return (item.clone(), other.clone());
        }
    }
    panic!("no supplier has an attestation: {list}");
}

async fn ids_of(app: &TestApp, path: &str) -> Vec<String> {
    let list = app.get(path).await.is(200).value();
    let items = list["items"].as_array().expect("items").iter();
    items
        .map(|item| text(["attestation", "audit"].iter().find_map(|name| item.get(name)).unwrap_or(item), "id"))
        .collect()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}
