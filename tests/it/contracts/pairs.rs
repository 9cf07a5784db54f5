//! What takes two people, and whose a contract is.
use axum::http::Method;
use kakuzuke_domain::accounts::Role;
use serde_json::json;

use super::{Desk, OTHER, address, code, described, fields, page, quiet};
use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};

both!(
    another_answer_than_the_rules_takes_two,
    a_contract_is_not_closed_out_in_silence,
    a_foreign_contract_is_not_there,
);

async fn another_answer_than_the_rules_takes_two(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let contract = desk.record(described()).await;
    assert_eq!(contract["critical"], "critical");
    let proposed = json!({"critical": false, "reason": "試行のみ"});
    let at = address(&contract, "/criticality-proposals");
    let proposal = desk.app.json(Method::POST, &at, &proposed).await.is(201).value();
    let waiting = desk.app.json(Method::POST, &at, &proposed).await.is(409);
    assert_eq!(code(&waiting), "proposal_waits");
    let decisions = format!("/api/v1/approvals/{}/decisions", proposal["id"].as_str().expect("an id"));
    let verdict = json!({"decision": "approve", "sha256": proposal["sha256"]});
    let own = desk.app.json(Method::POST, &decisions, &verdict).await.is(409);
    assert_eq!(code(&own), "approval_own");
    desk.enter(Role::Reader).await;
    desk.app.json(Method::POST, &decisions, &verdict).await.is(403);
    let other = people::ward(desk.app.services.store(), OTHER).await;
    desk.enter_ward(Role::Security, other).await;
    desk.app.json(Method::POST, &decisions, &verdict).await.is(404);
    assert_eq!(desk.app.get("/api/v1/approvals").await.is(200).value()["count"], 0, "another ward sees nothing of it");
    desk.enter(Role::Security).await;
    assert_eq!(desk.app.get("/api/v1/approvals?waiting_for_me=true").await.is(200).value()["count"], 1);
    desk.app.json(Method::POST, &decisions, &verdict).await.is(200);
    let after = desk.app.get(&address(&contract, "")).await.is(200).value();
    assert_eq!((&after["critical"], &after["critical_overridden"]), (&json!("not_critical"), &json!(true)));
    desk.enter(Role::Procurement).await;
    let mut body = json!({"version": after["version"], "reason": "件名の誤り", "contract": described()});
    body["contract"]["title"] = json!("課税データ入力");
    let corrected = desk.app.json(Method::PUT, &address(&contract, ""), &body).await.is(200).value();
    assert_eq!(corrected["critical"], "not_critical", "a correction keeps what two people agreed on");
    assert!(desk.app.page(&page(&contract, ""), "ja").await.is(200).text().contains("試行のみ"));
    desk.app.house.cli(&["ledger", "verify"]).ok();
}

async fn a_contract_is_not_closed_out_in_silence(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let mut ended = described();
    (ended["valid_from"], ended["valid_to"]) = (json!("2025-04-01"), json!("2026-03-31"));
    let contract = desk.record(ended).await;
    desk.record(quiet("清掃", "2025-04-01", "2026-03-31")).await;
    let open =
        async |app: &TestApp| app.get("/api/v1/contracts?close_out_open=true").await.is(200).value()["count"].clone();
    assert_eq!(open(&desk.app).await, 1, "only the one with personal data");
    let steps = address(&contract, "/close-outs");
    let step = |step: &str, outcome: &str| json!({"step": step, "outcome": outcome, "done_on": "2026-04-02", "evidence": "受領書"});
    for outcome in ["not_applicable", "waived"] {
        let answer = desk.app.json(Method::POST, &steps, &step("erasure_certificate", outcome)).await.is(422);
        assert_eq!(fields(&answer)[0].1, "close_out_takes_two");
    }
    for one in ["accounts_closed", "equipment_returned"] {
        desk.app.json(Method::POST, &steps, &step(one, "done")).await.is(201);
    }
    let form = [("step", "data_returned"), ("outcome", "not_applicable"), ("evidence", "書類の提供なし")];
    desk.app.form(&page(&contract, "/close-outs"), &form).await.is(303);
    assert_eq!(open(&desk.app).await, 1);
    let waiver = json!({"reason": "事業者の消滅"});
    let proposal = desk.app.json(Method::POST, &address(&contract, "/erasure-waivers"), &waiver).await.is(201).value();
    assert_eq!(open(&desk.app).await, 1, "what is only proposed is not done");
    desk.enter(Role::Security).await;
    let id = proposal["id"].as_str().expect("an id");
    let shown = desk.app.page(&format!("/approvals/{id}"), "ja").await.is(200).text();
    assert!(shown.contains("事業者の消滅"), "{shown}");
    let verdict = [("decision", "approve"), ("sha256", proposal["sha256"].as_str().expect("a hash"))];
    desk.app.form(&format!("/approvals/{id}/decisions"), &verdict).await.is(303);
    assert_eq!(open(&desk.app).await, 0);
    let known = desk.app.get(&steps).await.is(200).value();
    let waived = known["items"].as_array().expect("items").iter().find(|one| one["step"] == "erasure_certificate");
    assert_eq!(waived.expect("the step")["approval"], proposal["id"]);
    desk.app.house.cli(&["ledger", "verify"]).ok();
}

async fn a_foreign_contract_is_not_there(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    desk.enter(Role::Procurement).await;
    let contract = desk.record(described()).await;
    let other = people::ward(desk.app.services.store(), OTHER).await;
    desk.enter_ward(Role::Procurement, other).await;
    for below in ["", "/versions", "/close-outs"] {
        desk.app.get(&address(&contract, below)).await.is(404);
    }
    for below in ["", "/corrections/new", "/amendments/new", "/renewals/new"] {
        desk.app.page(&page(&contract, below), "ja").await.is(404);
    }
    let version = contract["version"].clone();
    let change = json!({"version": version, "reason": "x", "contract": described()});
    let amendment = json!({"version": version, "from": "2026-06-01", "reason": "x", "contract": described()});
    let step = json!({"step": "accounts_closed", "outcome": "done", "done_on": "2026-04-02", "evidence": "x"});
    desk.app.json(Method::PUT, &address(&contract, ""), &change).await.is(404);
    desk.app.json(Method::DELETE, &address(&contract, "?reason=x"), &json!({})).await.is(404);
    for (below, body) in [
        ("/amendments", &amendment),
        ("/renewals", &described()),
        ("/close-outs", &step),
        ("/criticality-proposals", &json!({"critical": true, "reason": "x"})),
        ("/erasure-waivers", &json!({"reason": "x"})),
    ] {
        desk.app.json(Method::POST, &address(&contract, below), body).await.is(404);
    }
    let fields =
        [("version", "1"), ("reason", "x"), ("withdrawal", "x"), ("step", "accounts_closed"), ("outcome", "done")];
    for below in [
        "corrections",
        "amendments",
        "renewals",
        "withdrawals",
        "close-outs",
        "criticality-proposals",
        "erasure-waivers",
    ] {
        desk.app.form(&page(&contract, &format!("/{below}")), &fields).await.is(404);
    }
    let body = json!({"buyer": WARD, "supplier": desk.supplier, "contract": described()});
    desk.app.json(Method::POST, "/api/v1/contracts", &body).await.is(404);
    assert_eq!(desk.app.get("/api/v1/contracts").await.is(200).value()["count"], 0);
    desk.enter(Role::Security).await;
    desk.app.get(&address(&contract, "")).await.is(200);
    desk.app.json(Method::PUT, &address(&contract, ""), &change).await.is(403);
}
