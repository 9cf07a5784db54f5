//! Every address of the counter, without login and with each role: nobody comes where they do not belong.
use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kakuzuke_domain::accounts::{Actor, Decision, Grant, Role, Tenant};
use kakuzuke_web::access::{Need, Rule, TABLE};
use kakuzuke_web::state::AppState;
use kakuzuke_web::{WebConfig, pages};
use tower::ServiceExt;
use uuid::Uuid;

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people;

both!(each_role_comes_where_it_belongs, no_address_is_without_a_rule);

/// A role of each circle, in the own circle and in a foreign one.
async fn everybody(app: &TestApp) -> Vec<(Grant, String)> {
    let store = app.services.store();
    let first = app.get("/api/v1/suppliers?limit=2").await.is(200).value();
    let supplier = |at: usize| first["items"][at]["id"].as_str().expect("an id").parse::<Uuid>().expect("an id");
    let wards = [people::ward(store, people::WARD).await, people::ward(store, "131024").await];
    let mut all = Vec::new();
    for role in Role::ALL {
        let tenants = match role {
            Role::Operator => vec![Tenant::Installation],
            Role::Secretariat => vec![Tenant::Council],
            Role::Supplier | Role::Auditor => vec![Tenant::Supplier(supplier(0)), Tenant::Supplier(supplier(1))],
            _ => wards.iter().copied().map(Tenant::Buyer).collect(),
        };
        for tenant in tenants {
            let grant = Grant { role: *role, tenant };
            all.push((grant, people::person(store, role.as_str(), &[grant]).await.session));
        }
    }
    all
}

/// The address with something in the place of its variable parts that is of the right form and stands for nothing.
fn filled(path: &str) -> String {
    let part = |part: &str| match part {
        "{id}" | "{version}" => "00000000-0000-7000-8000-000000000000".to_owned(),
        "{code}" => "999999".to_owned(),
        "{sha256}" => "0".repeat(64),
        part if part.starts_with('{') => "0".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn ask(app: &TestApp, rule: &Rule, session: Option<&str>) -> Answer {
    let method = Method::from_bytes(rule.method.as_bytes()).expect("a method");
    let mut request = Request::builder()
        .method(method)
        .uri(filled(rule.path))
        .header(header::HOST, "127.0.0.1")
        .header("sec-fetch-site", "same-origin");
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("__Host-session={session}"));
    }
    app.send(request.body(Body::empty()).expect("a request")).await
}

fn leads_to_sign_in(answer: &Answer) -> bool {
    answer.status == StatusCode::UNAUTHORIZED
        || answer.headers.get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/sign-in"))
}

async fn each_role_comes_where_it_belongs(engine: Engine) {
    let app = TestApp::demo(engine).await;
    let mut everybody = everybody(&app).await;
    let mut cases = 0;
    for rule in TABLE {
        let place = format!("{} {}", rule.method, rule.path);
        let nobody = ask(&app, rule, None).await;
        cases += 1;
        assert!(!nobody.status.is_server_error(), "{place}: {}", nobody.text());
        assert_eq!(leads_to_sign_in(&nobody), rule.need != Need::Nothing, "nobody at {place}: {}", nobody.status);
        for (grant, session) in &mut everybody {
            let answer = ask(&app, rule, Some(session)).await;
            cases += 1;
            let seen = answer.status;
            let role = grant.role;
            assert!(!seen.is_server_error(), "{role} at {place}: {}", answer.text());
            if let Some(decision) = rule.need.decide(&Actor::person(Uuid::nil(), vec![*grant])) {
                let allowed = decision == Decision::Allowed;
                assert_eq!(seen == StatusCode::FORBIDDEN, !allowed, "{role} at {place}: {seen} {}", answer.text());
            } else {
                assert_ne!(seen, StatusCode::FORBIDDEN, "{role} at {place}");
            }
            if rule.path == "/sign-out" {
                *session = people::person(app.services.store(), role.as_str(), &[*grant]).await.session;
            }
        }
    }
    assert_eq!(cases, TABLE.len() * (everybody.len() + 1));
    eprintln!("{cases} cases of route, role and tenant, {} routes", TABLE.len());
}

/// The methods that an address answers, as its own refusal of an unknown one tells.
async fn methods(app: &TestApp, path: &str) -> Vec<String> {
    let state = AppState::new(app.services.clone(), WebConfig::default()).expect("templates");
    let router = pages::router().into_router().with_state(state);
    let request = Request::builder().method("PROBE").uri(filled(path)).body(Body::empty()).expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    let allow = answer.headers().get(header::ALLOW).and_then(|allow| allow.to_str().ok()).unwrap_or_default();
    allow.split(',').map(str::to_owned).filter(|method| !method.is_empty() && method != "HEAD").collect()
}

async fn no_address_is_without_a_rule(engine: Engine) {
    let app = TestApp::new(engine).await;
    let known: BTreeSet<(String, String)> =
        TABLE.iter().map(|rule| (rule.method.to_owned(), rule.path.to_owned())).collect();
    assert_eq!(known.len(), TABLE.len(), "no rule stands twice");
    let mut real = BTreeSet::new();
    let routes = pages::router();
    for path in routes.paths() {
        let methods = methods(&app, path).await;
        assert!(!methods.is_empty(), "{path} answers no method");
        real.extend(methods.into_iter().map(|method| (method, (*path).to_owned())));
    }
    let description = app.get("/api/v1/openapi.json").await.is(200).value();
    for (path, operations) in description["paths"].as_object().expect("paths") {
        let methods = operations.as_object().expect("operations").keys();
        real.extend(methods.filter(|key| *key != "parameters").map(|method| (method.to_uppercase(), path.clone())));
    }
    for path in ["/healthz", "/.well-known/jwks.json", "/assets/{*path}", "/api/v1/openapi.json"] {
        real.insert(("GET".to_owned(), path.to_owned()));
    }
    let without: Vec<_> = real.difference(&known).collect();
    assert!(without.is_empty(), "addresses without a rule, which nobody can reach: {without:?}");
    let nowhere: Vec<_> = known.difference(&real).collect();
    assert!(nowhere.is_empty(), "rules for addresses that do not exist: {nowhere:?}");
}
