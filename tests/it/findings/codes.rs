//! Share codes: made by a supplier, entered by an officer, good for the whole buyer until they end or are revoked.
use axum::http::{Method, header};
use chrono::TimeDelta;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{World, audit};
use crate::both;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(
    a_code_shows_audits_to_a_whole_buyer_until_it_is_revoked,
    a_code_for_one_audit_shows_one_and_ends_on_its_day,
    wrong_codes_are_refused_alike_and_slow_down,
    codes_belong_to_their_supplier,
);

/// A ward without a contract.
const WARD: usize = 2;

impl World {
    fn below(&self, below: &str) -> String {
        format!("/api/v1/suppliers/{}/{below}", self.supplier)
    }

    /// Makes a code through the API as the supplier; answers its id and itself.
    async fn make(&mut self, audit: Option<Uuid>, ends_on: &str) -> (String, String) {
        self.of_supplier(Role::Supplier).await;
        let new = json!({ "audit": audit, "ends_on": ends_on, "note": "秘密の宛先" });
        let made = self.app.json(Method::POST, &self.below("share-codes"), &new).await.is(201).value();
        (made["id"].as_str().expect("an id").to_owned(), made["code"].as_str().expect("a code").to_owned())
    }

    async fn revoke(&mut self, id: &str) {
        self.of_supplier(Role::Supplier).await;
        self.app.json(Method::DELETE, &format!("/api/v1/share-codes/{id}"), &Value::Null).await.is(204);
    }

    /// Enters a code as a new officer of the ward without a contract; answers the status and what is said.
    async fn enter_code(&mut self, code: &str) -> (u16, Value) {
        self.officer(Role::Security, WARD).await;
        let answer = self.app.json(Method::POST, &self.below("redemptions"), &json!({ "code": code })).await;
        let said = answer.value();
        (answer.status.as_u16(), json!([said["code"], said["errors"], said["title"], said["detail"]]))
    }

    async fn commands(&self) -> Vec<String> {
        let path = format!("/api/v1/ledger/entries?subject=supplier:{}", self.supplier);
        let entries = self.app.get(&path).await.is(200).value();
        for entry in entries["items"].as_array().expect("items") {
            assert!(
                !entry["body"].as_str().expect("a body").contains("秘密の宛先"),
                "notes stand in no ledger: {entry}"
            );
        }
        let items = entries["items"].as_array().expect("items").iter();
        items.map(|entry| entry["command"].as_str().expect("a word").to_owned()).collect()
    }
}

async fn a_code_shows_audits_to_a_whole_buyer_until_it_is_revoked(engine: Engine) {
    let mut world = World::new(engine).await;
    world.of_supplier(Role::Supplier).await;
    let page = format!("/suppliers/{}/share-codes", world.supplier);
    let fields = [("audit", ""), ("ends_on", "令和8年12月31日"), ("note", "秘密の宛先")];
    let made = world.app.form(&page, &fields).await.is(200).text();
    let code = made.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a code").to_owned();
    assert_eq!(code.len(), 24, "{code}");
    let list = world.app.page(&page, "ja").await.is(200).text();
    assert!(!list.contains(&code) && list.contains("秘密の宛先"), "the code is shown once, its note always");

    world.officer(Role::Procurement, WARD).await;
    let entry = format!("/suppliers/{}/redemptions", world.supplier);
    let supplier = world.app.page(&format!("/suppliers/{}", world.supplier), "ja").await.is(200).text();
    assert!(supplier.contains(&format!("action=\"{entry}\"")), "the page offers the field");
    let typed = code.to_uppercase().replace('-', " ");
    let entered = world.app.form(&entry, &[("share_code", &typed)]).await.is(303);
    assert_eq!(entered.location(), format!("/suppliers/{}#audits", world.supplier));
    assert!(world.app.page(&entry, "ja").await.is(200).text().contains("12月31日"), "until when is told");
    assert!(!world.app.page(&entry, "ja").await.is(200).text().contains("秘密の宛先"), "the note is the supplier's");
    world.app.form(&entry, &[("share_code", &code)]).await.is(303);

    for role in [Role::Procurement, Role::Security, Role::Subsidy, Role::Reader] {
        world.officer(role, WARD).await;
        assert_eq!(world.counts().await, [[Some(1); 3]; 2], "{role} of the buyer that entered it");
        assert_eq!(world.tells(1).await, world.places(1), "{role}");
        world.officer(role, 1).await;
        assert_eq!(world.counts().await, [[None; 3]; 2], "{role} of another");
    }
    world.officer(Role::Security, WARD).await;
    let corrected = json!({ "audit": audit(0), "reason": "誤記" });
    world.app.json(Method::PUT, &format!("/api/v1/audits/{}", world.audits[0]), &corrected).await.is(200);

    world.of_supplier(Role::Supplier).await;
    let codes = world.app.get(&world.below("share-codes")).await.is(200).value();
    let used = &codes["items"][0];
    assert_eq!(used["redemptions"].as_array().map(Vec::len), Some(1), "entered twice, told once: {codes}");
    assert_eq!(used["redemptions"][0]["buyer"], "港区");
    assert!(used["redemptions"][0]["last_used_at"].is_string(), "{codes}");
    assert!(!codes.to_string().contains(&code));
    assert!(world.app.page(&page, "ja").await.is(200).text().contains("港区"), "the supplier sees who entered it");
    let id = used["id"].as_str().expect("an id").to_owned();
    world.app.form(&format!("/share-codes/{id}/withdrawals"), &[]).await.is(303);
    world.app.form(&format!("/share-codes/{id}/withdrawals"), &[]).await.is(404);
    assert_eq!(world.commands().await[..3], ["audits.unshare", "audits.redeem", "audits.share"]);
    world.officer(Role::Security, WARD).await;
    assert_eq!(world.counts().await, [[None; 3]; 2], "revoked");
    world.app.json(Method::PUT, &format!("/api/v1/audits/{}", world.audits[0]), &corrected).await.is(403);
}

async fn a_code_for_one_audit_shows_one_and_ends_on_its_day(engine: Engine) {
    let mut world = World::new(engine).await;
    let second = world.audits[1];
    let (_, code) = world.make(Some(second), "2026-09-02").await;
    assert_eq!(world.enter_code(&code).await.0, 201);
    assert_eq!(world.counts().await, [[None; 3], [Some(1); 3]]);
    assert!(world.tells(0).await.is_empty(), "the other audit is not shown: {:?}", world.tells(0).await);
    assert_eq!(world.tells(1).await, world.places(1));
    let corrected = json!({ "audit": audit(1), "reason": "誤記" });
    world.app.json(Method::PUT, &format!("/api/v1/audits/{second}"), &corrected).await.is(200);
    world.app.json(Method::PUT, &format!("/api/v1/audits/{}", world.audits[0]), &corrected).await.is(403);
    let path = world.below("audits");
    world.app.json(Method::POST, &path, &audit(0)).await.is(422);
    let now = world.app.services.store().now();
    world.app.clock.set(now + TimeDelta::days(1));
    world.officer(Role::Reader, WARD).await;
    assert_eq!(world.counts().await[1], [Some(1); 3], "on its last day");
    world.app.clock.set(now + TimeDelta::days(2));
    world.officer(Role::Reader, WARD).await;
    assert_eq!(world.counts().await[1], [None; 3], "the day after");
    assert!(world.tells(1).await.is_empty());
}

async fn wrong_codes_are_refused_alike_and_slow_down(engine: Engine) {
    let mut world = World::new(engine).await;
    let (revoked_id, revoked) = world.make(None, "2026-12-31").await;
    world.revoke(&revoked_id).await;
    let (_, ended) = world.make(None, "2026-09-01").await;
    let (_, good) = world.make(None, "2026-12-31").await;
    world.enter(Role::Supplier, Tenant::Supplier(world.other)).await;
    let new = json!({ "ends_on": "2026-12-31" });
    let others = world.app.json(Method::POST, &format!("/api/v1/suppliers/{}/share-codes", world.other), &new).await;
    let others = others.is(201).value()["code"].as_str().expect("a code").to_owned();
    let now = world.app.services.store().now();
    world.app.clock.set(now + TimeDelta::days(1));
    let unknown = world.enter_code("0000-0000-0000-0000-0000").await;
    assert_eq!(unknown.0, 422, "{}", unknown.1);
    for wrong in [&revoked, &ended, &others, "", "x", &format!("{good}0"), &good[1..], &"0".repeat(10_000)] {
        assert_eq!(world.enter_code(wrong).await, unknown, "{wrong}");
    }
    assert_eq!(world.counts().await, [[None; 3]; 2]);

    world.officer(Role::Procurement, WARD).await;
    let path = world.below("redemptions");
    for number in 0..5 {
        let wrong = json!({ "code": format!("{number}000-0000-0000-0000-0000") });
        world.app.json(Method::POST, &path, &wrong).await.is(422);
    }
    world.app.json(Method::POST, &path, &json!({ "code": "nothing" })).await.is(422);
    let refused = world.app.json(Method::POST, &path, &json!({ "code": good })).await.is(429);
    assert_eq!(refused.headers[header::RETRY_AFTER], "2", "the pause is told");
    assert_eq!(refused.value()["code"], "throttled");
    let form = format!("/suppliers/{}/redemptions", world.supplier);
    world.app.form(&form, &[("share_code", &good)]).await.is(429);
    world.app.clock.set(now + TimeDelta::days(1) + TimeDelta::seconds(5));
    world.app.json(Method::POST, &path, &json!({ "code": good })).await.is(201);
    assert_eq!(world.counts().await, [[Some(1); 3]; 2], "the good code opens after the pause");
}

async fn codes_belong_to_their_supplier(engine: Engine) {
    let mut world = World::new(engine).await;
    let (id, code) = world.make(None, "2027-09-01").await;
    let list = world.below("share-codes");
    let new =
        |audit: Option<Uuid>, ends_on: &str, note: &str| json!({ "audit": audit, "ends_on": ends_on, "note": note });
    for (wrong, field) in [
        (new(None, "2027-09-02", ""), "ends_on"),
        (new(None, "2026-08-31", ""), "ends_on"),
        (new(Some(world.other), "2026-12-31", ""), "audit"),
        (new(None, "2026-12-31", &"長".repeat(301)), "note"),
    ] {
        let refused = world.app.json(Method::POST, &list, &wrong).await.is(422);
        assert_eq!(refused.value()["errors"][0]["field"], field);
    }
    let page = format!("/suppliers/{}/share-codes", world.supplier);
    for (field, value) in [("ends_on", "2027-09-02"), ("ends_on", ""), ("audit", "x")] {
        let refused = world.app.form(&page, &[(field, value)]).await.is(422);
        assert!(refused.text().contains("name=\"ends_on\""), "the form is shown again");
    }
    let good = new(None, "2026-12-31", "");
    let withdrawal = format!("/share-codes/{id}/withdrawals");
    let people = [
        (Role::Supplier, Tenant::Supplier(world.other), 404),
        (Role::Auditor, Tenant::Supplier(world.supplier), 403),
        (Role::Security, Tenant::Buyer(world.wards[0]), 403),
        (Role::Secretariat, Tenant::Council, 403),
    ];
    for (role, tenant, status) in people {
        world.enter(role, tenant).await;
        world.app.get(&list).await.is(status);
        world.app.page(&page, "ja").await.is(status);
        world.app.json(Method::POST, &list, &good).await.is(status);
        world.app.form(&page, &[("ends_on", "2026-12-31")]).await.is(status);
        world.app.json(Method::DELETE, &format!("/api/v1/share-codes/{id}"), &Value::Null).await.is(status);
        world.app.form(&withdrawal, &[]).await.is(status);
    }
    let entry = world.below("redemptions");
    for (role, ward) in [(Role::Reader, WARD), (Role::Subsidy, WARD)] {
        world.officer(role, ward).await;
        world.app.json(Method::POST, &entry, &json!({ "code": code })).await.is(403);
    }
    world.of_supplier(Role::Supplier).await;
    world.app.json(Method::POST, &entry, &json!({ "code": code })).await.is(403);

    let of = |ward: usize, role| Grant { role, tenant: Tenant::Buyer(world.wards[ward]) };
    let both = [of(1, Role::Procurement), of(WARD, Role::Security), of(0, Role::Reader)];
    world.app.session = Some(people::person(world.app.services.store(), "兼務", &both).await.session);
    for buyer in [Value::Null, json!("131016"), json!("999999")] {
        let refused = world.app.json(Method::POST, &entry, &json!({ "code": code, "buyer": buyer })).await.is(422);
        assert_eq!(refused.value()["errors"][0]["field"], "buyer", "{buyer}");
    }
    let form = format!("/suppliers/{}/redemptions", world.supplier);
    let asked = world.app.form(&form, &[("share_code", &code)]).await.is(422);
    assert!(asked.text().contains("name=\"buyer\""), "the page asks which buyer");
    world.app.form(&form, &[("share_code", &code), ("buyer", "131032")]).await.is(303);
    world.officer(Role::Reader, WARD).await;
    assert_eq!(world.counts().await, [[Some(1); 3]; 2]);
    world.officer(Role::Reader, 1).await;
    assert_eq!(world.counts().await, [[None; 3]; 2], "only for the buyer that was named");
}
