//! Who belongs to a joint venture: changed from a day on, put right, known as it was known then; by API and by page.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use serde_json::{Value, json};

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};

both!(members_change_from_a_day_on, what_does_not_fit_is_refused, the_page_changes_members);

const NUMBERS: [&str; 3] = ["2040001999902", "2040001999910", "4040001999900"];

/// Three companies and a joint venture of the first two, registered by page.
async fn venture(app: &TestApp) -> (String, Vec<String>) {
    let mut members = Vec::new();
    for (at, number) in NUMBERS.iter().enumerate() {
        let body = json!({"name": format!("株式会社構成{at}"), "kind": "corporation", "number": number});
        let made = app.json(Method::POST, "/api/v1/suppliers", &body).await.is(201).value();
        members.push(made["id"].as_str().expect("an id").to_owned());
    }
    let lines = format!("{}\n{}", NUMBERS[0], NUMBERS[1]);
    let fields = [("name", "見本共同企業体"), ("kind", "joint_venture"), ("members", lines.as_str())];
    let place = app.form("/suppliers", &fields).await.is(303).location();
    (place.trim_start_matches("/suppliers/").to_owned(), members)
}

/// The members on a day, as it is or was known, the representative first.
async fn on(app: &TestApp, venture: &str, query: &str) -> Vec<String> {
    let record = app.get(&format!("/api/v1/suppliers/{venture}?{query}")).await.is(200).value();
    let members = record["members"].as_array().expect("members").iter();
    members.map(|member| member["supplier"].as_str().expect("an id").to_owned()).collect()
}

async fn change(app: &TestApp, venture: &str, body: Value) -> crate::harness::app::Answer {
    app.json(Method::POST, &format!("/api/v1/suppliers/{venture}/members"), &body).await
}

async fn members_change_from_a_day_on(engine: Engine) {
    let app = TestApp::new(engine).await;
    let (venture, members) = venture(&app).await;
    let [a, b, c] = [0, 1, 2].map(|at| members[at].clone());
    assert_eq!(on(&app, &venture, "").await, [a.clone(), b.clone()]);
    app.clock.set(app.services.store().now() + chrono::TimeDelta::hours(1));
    let known = app.services.store().now();
    let known = format!("&known_at={}", known.format("%Y-%m-%dT%H:%M:%S%.6fZ"));
    app.clock.set(app.services.store().now() + chrono::TimeDelta::hours(1));
    let body = json!({"members": [c, a], "valid_from": "2026-06-01", "reason": "構成員の交代"});
    let listed = change(&app, &venture, body.clone()).await.is(201).value();
    assert_eq!(listed["count"], 4, "two until May, two from June: {listed}");
    assert_eq!(on(&app, &venture, "valid_on=2026-05-31").await, [a.clone(), b.clone()]);
    assert_eq!(on(&app, &venture, "valid_on=2026-06-01").await, [c.clone(), a.clone()]);
    assert_eq!(on(&app, &venture, &format!("valid_on=2026-06-01{known}")).await, [a.clone(), b.clone()]);
    assert_eq!(change(&app, &venture, body).await.is(409).value()["code"], "members_unchanged");
    let earlier = json!({"members": [b, c], "valid_from": "2026-04-01", "reason": "届出の遅れ"});
    change(&app, &venture, earlier).await.is(201);
    for (day, wanted) in
        [("2026-03-31", [&a, &b]), ("2026-04-01", [&b, &c]), ("2026-05-31", [&b, &c]), ("2026-06-01", [&c, &a])]
    {
        assert_eq!(on(&app, &venture, &format!("valid_on={day}")).await, wanted.map(Clone::clone), "{day}");
    }
    let own = app.get(&format!("/api/v1/suppliers/{b}?valid_on=2026-06-01")).await.is(200).value();
    assert_eq!(own["memberships"], json!([]), "seen from a member that has left");
    let entries = app.get("/api/v1/ledger/entries").await.is(200).text();
    assert!(entries.contains("suppliers.members") && entries.contains("届出の遅れ"), "{entries}");
    app.house.cli(&["ledger", "verify"]).ok();
}

async fn what_does_not_fit_is_refused(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let (venture, members) = venture(&app).await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let body = |members: Value| json!({"members": members, "valid_from": "2026-06-01", "reason": "変更"});
    for (wrong, field, code) in [
        (json!([members[0], nobody]), "members[1]", "unknown_supplier"),
        (json!([members[0], members[0]]), "members[1]", "member_twice"),
        (json!([venture]), "members[0]", "member_is_venture"),
        (json!([]), "members", "missing"),
    ] {
        let refused = change(&app, &venture, body(wrong.clone())).await.is(422).value();
        assert_eq!((&refused["errors"][0]["field"], &refused["errors"][0]["code"]), (&json!(field), &json!(code)));
    }
    let one = change(&app, &members[0], body(json!([members[1]]))).await.is(409).value();
    assert_eq!(one["code"], "not_a_joint_venture");
    change(&app, nobody, body(json!([members[1]]))).await.is(404);
    let silent = json!({"members": [members[0]], "valid_from": null, "reason": " "});
    change(&app, &venture, silent).await.is(422);
    app.get(&format!("/suppliers/{}/members", members[0])).await.is(404);
    assert_eq!(on(&app, &venture, "").await, members[..2]);
    let tenant = Tenant::Buyer(people::ward(app.services.store(), WARD).await);
    let reader = Grant { role: Role::Reader, tenant };
    app.session = Some(people::person(app.services.store(), "読者", &[reader]).await.session);
    change(&app, &venture, body(json!([members[2]]))).await.is(403);
    app.get(&format!("/api/v1/suppliers/{venture}/members")).await.is(200);
    let other = Grant { role: Role::Supplier, tenant: Tenant::Supplier(members[2].parse().expect("an id")) };
    app.session = Some(people::person(app.services.store(), "他社", &[other]).await.session);
    app.get(&format!("/api/v1/suppliers/{venture}/members")).await.is(404);
}

async fn the_page_changes_members(engine: Engine) {
    let app = TestApp::new(engine).await;
    let (venture, members) = venture(&app).await;
    let shown = app.page(&format!("/suppliers/{venture}"), "ja").await.is(200).text();
    assert!(shown.contains(&format!("/suppliers/{venture}/members")), "{shown}");
    let page = app.page(&format!("/suppliers/{venture}/members"), "ja").await.is(200).text();
    assert!(page.contains(&format!("{}\n{}</textarea>", NUMBERS[0], NUMBERS[1])), "{page}");
    let path = format!("/suppliers/{venture}/members/changes");
    let lines = format!("構成2\n{}", NUMBERS[0]);
    let typed = [("since", "令和8年6月1日"), ("members", lines.as_str())];
    let refused = app.form(&path, &typed).await.is(422).text();
    assert!(refused.contains("href=\"#f-reason\"") && refused.contains("構成2"), "{refused}");
    let unknown = [("since", ""), ("members", "どこにもない"), ("reason", "変更")];
    assert!(app.form(&path, &unknown).await.is(422).text().contains("「どこにもない」"));
    let whole = [&typed[..], &[("reason", "代表の交代")]].concat();
    assert_eq!(app.form(&path, &whole).await.is(303).location(), format!("/suppliers/{venture}"));
    assert!(app.form(&path, &whole).await.is(422).text().contains("すでにこの構成員で登録されています"));
    assert_eq!(on(&app, &venture, "valid_on=2026-06-01").await, [members[2].clone(), members[0].clone()]);
    let page = app.page(&format!("/suppliers/{venture}/members"), "en").await.is(200).text();
    assert!(page.contains("株式会社構成1") && page.contains("株式会社構成2"), "both periods: {page}");
}
