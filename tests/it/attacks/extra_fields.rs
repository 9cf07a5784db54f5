//! Fields that the sender would like to set: a role, an account, what was accepted.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use serde_json::{Value, json};

use super::{NOTHING, addresses, app, filled, ledger, quiet, refused, send, with};
use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(no_json_body_takes_a_field_it_does_not_know, no_form_takes_a_field_it_does_not_know);

const WISHES: [&str; 6] = ["role", "account_id", "accepted", "tenant", "__proto__", "id[]"];

async fn no_json_body_takes_a_field_it_does_not_know(engine: Engine) {
    let mut app = app(engine).await;
    let of_supplier = Grant { role: Role::Supplier, tenant: Tenant::Supplier(NOTHING.parse().expect("an id")) };
    app.session = Some(people::everything_and(app.services.store(), &[of_supplier]).await.session);
    let before = ledger(&app).await;
    let description = app.get("/api/v1/openapi.json").await.is(200).value();
    let mut bodies = 0;
    for (path, operations) in description["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            if operation["requestBody"]["content"]["application/json"].is_null() {
                continue;
            }
            bodies += 1;
            let method: Method = method.to_uppercase().parse().expect("a method");
            for wish in WISHES {
                let body = json!({ wish: "operator" });
                let answer = app.json(method.clone(), &filled(path, NOTHING), &body).await;
                let what = format!("{method} {path} {body}");
                refused(&what, &answer);
                assert!(names(&answer.value(), wish), "{what}: {}", answer.text());
            }
        }
    }
    assert!(bodies >= 10, "{bodies}");
    let good = json!({"name":"株式会社国税商事あ","kind":"corporation","number":"2040001999902"});
    for (wish, value) in [("id", json!(NOTHING)), ("grade", json!("S")), ("registered_by", json!("a"))] {
        let mut body = good.clone();
        body[wish] = value;
        refused(wish, &app.json(Method::POST, "/api/v1/suppliers", &body).await);
    }
    assert_eq!(ledger(&app).await, before);
    app.json(Method::POST, "/api/v1/suppliers", &good).await.is(201);
}

/// Whether a problem document complains of the field, or of one that is missing beside it in a choice between bodies.
fn names(problem: &Value, field: &str) -> bool {
    let problems = problem["errors"].as_array().cloned().unwrap_or_default();
    problems.iter().any(|problem| {
        let code = problem["code"].as_str().unwrap_or_default();
        code == "unknown_field" && problem["field"].as_str().is_some_and(|name| name.ends_with(field))
    })
}

async fn no_form_takes_a_field_it_does_not_know(engine: Engine) {
    let app = app(engine).await;
    let before = ledger(&app).await;
    // These two take no fields, and end sessions whatever is sent with them.
    let plain = ["/sign-out", "/account/sessions/withdrawals"];
    let routes =
        addresses(NOTHING, |method, path| method == "POST" && !path.starts_with("/api/") && !plain.contains(&path));
    for (method, path) in routes {
        for wish in WISHES {
            let body = format!("{wish}=operator");
            let answer = send(&app, method.clone(), &path, "application/x-www-form-urlencoded", body).await;
            quiet(&path, &answer);
            let unread = with(&app, method.clone(), &path, &[]).await.status == answer.status;
            assert!(answer.status.is_client_error() || unread, "{path} {wish}: {}", answer.status);
        }
    }
    assert_eq!(ledger(&app).await, before, "those that take no field at all write nothing here");
}
