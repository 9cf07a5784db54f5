//! The JSON API under `/api/v1`, held against its own description.
use axum::http::{Method, header};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(every_reading_operation_answers, what_is_not_there_is_a_problem, lists_are_paged_without_gap_or_repeat);

async fn every_reading_operation_answers(engine: Engine) {
    let mut app = TestApp::demo(engine).await;
    let list = app.get("/api/v1/suppliers?limit=1").await.is(200).value();
    let first = list["items"][0]["id"].as_str().expect("an id").parse().expect("an id");
    let of_first = Grant { role: Role::Supplier, tenant: Tenant::Supplier(first) };
    app.session = Some(people::everything_and(app.services.store(), &[of_first]).await.session);
    let standard = crate::templates::standard(&app).await;
    crate::templates::upload(&app, "template.docx", &standard).await.is(303);
    let proposed = json!({ "scheme": crate::approvals::scheme("1.1.0") });
    app.json(Method::POST, "/api/v1/approvals", &proposed).await.is(201);
    let description = app.get("/api/v1/openapi.json").await.is(200).value();
    assert!(description["openapi"].as_str().expect("a version").starts_with("3.1"), "{}", description["openapi"]);
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 15, "{:?}", paths.keys());
    for (path, operations) in paths {
        let reading = &operations["get"];
        if reading.is_null() {
            continue;
        }
        let address = with_examples(&app, path, reading).await;
        let answer = app.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        let kind = answer.headers[header::CONTENT_TYPE].to_str().expect("a type").to_owned();
        let described = reading["responses"]["200"]["content"].as_object().expect("a described answer");
        assert!(described.keys().any(|name| kind.starts_with(name.as_str())), "{address}: {kind}, not {described:?}");
    }
}

/// The path with a thing that exists for every parameter, and every required query parameter filled.
async fn with_examples(app: &TestApp, path: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    while let Some((before, rest)) = address.split_once('{') {
        let (name, after) = rest.split_once('}').expect("a closing brace");
        let value = match before {
            "/api/v1/attestations/" => fact(app, "attestations").await,
            "/api/v1/audits/" => fact(app, "audits").await,
            "/api/v1/clause-variants/" => variant(app).await,
            "/api/v1/subcontracts/" => subcontract(app).await,
            _ => first(app, before.trim_end_matches('/'), name).await,
        };
        address = format!("{before}{value}{after}");
    }
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let needed = parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
    let query: Vec<String> = needed
        .map(|parameter| {
            let name = parameter["name"].as_str().expect("a name");
            let value = if parameter["schema"]["type"] == "integer" { "1" } else { "2026-09-01" };
            format!("{name}={value}")
        })
        .collect();
    if query.is_empty() { address } else { format!("{address}?{}", query.join("&")) }
}

/// What names the first thing of a list.
async fn first(app: &TestApp, list: &str, name: &str) -> String {
    let answer = app.get(list).await.is(200).value();
    let item = answer["items"].get(0).unwrap_or_else(|| panic!("{list} is empty"));
    let value = [name, "id"].iter().map(|key| &item[*key]).find(|value| !value.is_null());
    let value = value.unwrap_or_else(|| panic!("{name} of {item}"));
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The id of some fact of a room.
async fn fact(app: &TestApp, room: &str) -> String {
    let suppliers = app.get("/api/v1/suppliers?limit=200").await.is(200).value();
    for supplier in suppliers["items"].as_array().expect("items") {
        let id = supplier["id"].as_str().expect("an id");
        let facts = app.get(&format!("/api/v1/suppliers/{id}/facts")).await.is(200).value();
        if let Some(fact) = facts[room].get(0) {
            return fact["id"].as_str().expect("an id").to_owned();
        }
    }
    panic!("nobody has {room}")
}

/// The id of some subcontract.
async fn subcontract(app: &TestApp) -> String {
    let contracts = app.get("/api/v1/contracts?limit=200").await.is(200).value();
    for contract in contracts["items"].as_array().expect("items") {
        let id = contract["id"].as_str().expect("an id");
        let chain = app.get(&format!("/api/v1/contracts/{id}/subcontracts")).await.is(200).value();
        if let Some(subcontract) = chain["subcontracts"].get(0) {
            return subcontract["id"].as_str().expect("an id").to_owned();
        }
    }
    panic!("no contract has subcontracts")
}

/// The id of a ward's own text of a clause, recorded for this.
async fn variant(app: &TestApp) -> String {
    let text = json!({"heading": "教育", "text": "年2回行う。", "valid_from": "2026-04-01", "valid_to": null});
    let new = json!({"buyer": people::WARD, "variant": text});
    let made = app.json(Method::POST, "/api/v1/clauses/training/variants", &new).await.is(201).value();
    made["id"].as_str().expect("an id").to_owned()
}

async fn what_is_not_there_is_a_problem(engine: Engine) {
    let app = TestApp::new(engine).await;
    let nobody = "/api/v1/suppliers/00000000-0000-7000-8000-000000000000";
    for (method, path, body, status) in [
        (Method::GET, nobody, Value::Null, 404),
        (Method::GET, "/api/v1/no-such-thing", Value::Null, 404),
        (Method::DELETE, "/api/v1/suppliers", Value::Null, 405),
        (Method::GET, "/api/v1/suppliers?limit=0", Value::Null, 422),
        (Method::GET, "/api/v1/suppliers?nonsense=1", Value::Null, 400),
        (Method::GET, "/api/v1/suppliers?valid_on=2026-02-30", Value::Null, 400),
        (Method::POST, "/api/v1/suppliers", json!({"colour":"red"}), 422),
        (Method::POST, "/api/v1/suppliers", json!([]), 422),
    ] {
        let answer = app.json(method.clone(), path, &body).await;
        let problem = answer.value();
        assert!(answer.status.is_client_error(), "{method} {path}: {problem}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{method} {path}");
        assert_eq!(problem["status"], answer.status.as_u16(), "{method} {path}: {problem}");
        assert!(
            (400..=422).contains(&status) && answer.status.as_u16() / 100 == status / 100,
            "{method} {path}: {problem}"
        );
    }
}

async fn lists_are_paged_without_gap_or_repeat(engine: Engine) {
    let app = TestApp::demo(engine).await;
    let all = app.get("/api/v1/suppliers?limit=200").await.is(200).value();
    let count = all["count"].as_u64().expect("a count");
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&format!("/api/v1/suppliers?limit=7{cursor}")).await.is(200).value();
        seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["id"].to_string()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        let encoded: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
        cursor = format!("&cursor={encoded}");
    }
    assert_eq!(seen.len() as u64, count);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len() as u64, count, "each supplier once");
}
