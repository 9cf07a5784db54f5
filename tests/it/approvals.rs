//! Four eyes: a scheme is published by two people or not at all.
use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::approvals::ApprovalState;
use kakuzuke_services::approvals::{Content, Verdict};
use kakuzuke_services::worker;
use kakuzuke_store::{Approval, Store};
use serde_json::json;
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(
    two_people_publish_a_scheme,
    nobody_approves_what_they_wrote,
    what_was_read_is_what_is_approved,
    two_approvers_at_once_publish_once,
    an_edit_during_an_approval_wins_or_comes_too_late,
    a_role_is_needed_for_every_step,
    the_api_goes_the_same_way
);

const SCHEME: &str = include_str!("../../seed/schemes/tokubetsuku-2026.toml");
const SECRETARIAT: Grant = Grant { role: Role::Secretariat, tenant: Tenant::Council };

/// The default scheme in another version.
pub fn scheme(version: &str) -> String {
    SCHEME.replacen("version = \"1.0.0\"", &format!("version = \"{version}\""), 1)
}

/// A register with three people of the council's office, and their sessions.
async fn office(engine: Engine) -> (TestApp, [Uuid; 3], [String; 3]) {
    let app = TestApp::new(engine).await;
    let store = app.services.store();
    let (mut accounts, mut sessions) = (Vec::new(), Vec::new());
    for name in ["事務局 0", "事務局 1", "事務局 2"] {
        let account = people::account(store, name, &[SECRETARIAT]).await;
        accounts.push(account);
        sessions.push(people::session(store, account, true).await);
    }
    (app, accounts.try_into().expect("three"), sessions.try_into().expect("three"))
}

fn actor(account: Uuid) -> kakuzuke_domain::accounts::Actor {
    kakuzuke_domain::accounts::Actor::person(account, vec![SECRETARIAT])
}

async fn propose(app: &TestApp, by: Uuid, version: &str) -> Approval {
    let content = Content::scheme(&scheme(version)).expect("a scheme");
    let id = app.services.propose(&actor(by), content).await.expect("proposed");
    approval(app.services.store(), id).await
}

async fn approval(store: &Store, id: Uuid) -> Approval {
    store.approval(id).await.expect("a look").expect("a proposal")
}

fn sha256(approval: &Approval) -> String {
    approval.current().expect("a version").sha256.clone()
}

async fn notices(store: &Store, account: Uuid) -> Vec<&'static str> {
    let mut kinds: Vec<_> =
        store.notices(account, 0, 50).await.expect("notices").rows.iter().map(|notice| notice.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds
}

async fn two_people_publish_a_scheme(engine: Engine) {
    let (mut app, accounts, sessions) = office(engine).await;
    let store = app.services.store().clone();
    app.session = Some(sessions[0].clone());
    app.page("/schemes/new", "ja").await.is(200);
    let approval_id = propose(&app, accounts[0], "1.1.0").await.id;
    assert_eq!(notices(&store, accounts[1]).await, ["approval_waits"]);
    assert!(notices(&store, accounts[0]).await.is_empty(), "the proposer knows");
    let page = app.page(&format!("/approvals/{approval_id}"), "ja").await.is(200).text();
    assert!(page.contains("あなたは承認できません") && !page.contains("承認する</button>"), "{page}");
    app.session = Some(sessions[1].clone());
    let list = app.page("/approvals", "ja").await.is(200).text();
    assert!(list.contains("tokubetsuku-2026 1.1.0") && list.contains("事務局 0"), "{list}");
    let page = app.page(&format!("/approvals/{approval_id}"), "ja").await.is(200).text();
    assert!(page.contains("承認する</button>") && page.contains("version = &quot;1.1.0&quot;"), "{page}");
    let seen = sha256(&approval(&store, approval_id).await);
    let path = format!("/approvals/{approval_id}/decisions");
    app.form(&path, &[("decision", "approve"), ("sha256", &seen)]).await.is(303);
    let approval = approval(&store, approval_id).await;
    assert_eq!(approval.state(), ApprovalState::Effective);
    assert_eq!(store.scheme().expect("a scheme").version, "1.1.0");
    assert_eq!(store.schemes().await.expect("schemes").len(), 2);
    assert_eq!(notices(&store, accounts[0]).await, ["approval_decided"]);
    worker::drain(&app.services).await.expect("regraded");
    app.form(&path, &[("decision", "approve"), ("sha256", &seen)]).await.is(409);
    let listed = app.page("/ledger", "ja").await;
    assert!(listed.text().contains("起案の承認") || listed.status == 403, "{}", listed.text());
    assert!(store.verify_ledger(&|_, _| {}).await.expect("verified").is_sound());
}

async fn nobody_approves_what_they_wrote(engine: Engine) {
    let (app, accounts, _) = office(engine).await;
    let approval = propose(&app, accounts[0], "1.1.0").await;
    let refused = app
        .services
        .decide_approval(&actor(accounts[0]), approval.id, &sha256(&approval), Verdict::Approve, None)
        .await
        .expect_err("their own");
    assert_eq!(refused.code(), "approval_own");
    let content = Content::scheme(&scheme("1.2.0")).expect("a scheme");
    app.services.revise(&actor(accounts[1]), approval.id, content).await.expect("changed by another");
    let changed = self::approval(app.services.store(), approval.id).await;
    for author in [accounts[0], accounts[1]] {
        let refused = app
            .services
            .decide_approval(&actor(author), approval.id, &sha256(&changed), Verdict::Approve, None)
            .await
            .expect_err("they wrote some of it");
        assert_eq!(refused.code(), "approval_own");
    }
    assert_eq!(notices(app.services.store(), accounts[0]).await, ["approval_voided"]);
    assert_eq!(app.services.store().schemes().await.expect("schemes").len(), 1);
}

async fn what_was_read_is_what_is_approved(engine: Engine) {
    let (mut app, accounts, sessions) = office(engine).await;
    let approval = propose(&app, accounts[0], "1.1.0").await;
    let content = Content::scheme(&scheme("1.2.0")).expect("a scheme");
    app.services.revise(&actor(accounts[0]), approval.id, content).await.expect("changed");
    app.session = Some(sessions[1].clone());
    let path = format!("/approvals/{}/decisions", approval.id);
    let answer = app.form(&path, &[("decision", "approve"), ("sha256", &sha256(&approval))]).await.is(409).text();
    assert!(answer.contains("内容が改められました"), "{answer}");
    app.form(&path, &[("decision", "approve"), ("sha256", "zz")]).await.is(409);
    app.form(&path, &[("decision", "reject"), ("sha256", &sha256(&approval))]).await.is(422);
    let page = app.page(&format!("/approvals/{}", approval.id), "en").await.is(200).text();
    assert!(page.contains("Compared with version 1"), "{page}");
    let now = sha256(&self::approval(app.services.store(), approval.id).await);
    app.form(&path, &[("decision", "reject"), ("sha256", &now), ("rejection", "根拠がない")]).await.is(303);
    let ended = self::approval(app.services.store(), approval.id).await;
    assert_eq!(ended.state(), ApprovalState::Rejected);
    assert_eq!(ended.steps.last().and_then(|step| step.reason.clone()).as_deref(), Some("根拠がない"));
    assert_eq!(app.services.store().schemes().await.expect("schemes").len(), 1, "nothing was published");
}

async fn two_approvers_at_once_publish_once(engine: Engine) {
    let (app, accounts, _) = office(engine).await;
    let approval = propose(&app, accounts[0], "1.1.0").await;
    let seen = sha256(&approval);
    let decide = |account: Uuid| {
        let (services, seen) = (app.services.clone(), seen.clone());
        tokio::spawn(async move {
            services.decide_approval(&actor(account), approval.id, &seen, Verdict::Approve, None).await
        })
    };
    let id = approval.id;
    let (first, second) = (decide(accounts[1]), decide(accounts[2]));
    let answers = [first.await.expect("an answer"), second.await.expect("an answer")];
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let refusal = answers.into_iter().find_map(Result::err).expect("one came late");
    assert_eq!(refusal.code(), "approval_closed");
    assert_eq!(app.services.store().schemes().await.expect("schemes").len(), 2);
    assert_eq!(self::approval(app.services.store(), id).await.steps.len(), 2);
}

async fn an_edit_during_an_approval_wins_or_comes_too_late(engine: Engine) {
    let (app, accounts, _) = office(engine).await;
    for round in 0..5 {
        let approval = propose(&app, accounts[0], &format!("2.{round}.0")).await;
        let (seen, id) = (sha256(&approval), approval.id);
        let content = Content::scheme(&scheme(&format!("3.{round}.0"))).expect("a scheme");
        let (one, other) = (app.services.clone(), app.services.clone());
        let (editor, approver) = (actor(accounts[0]), actor(accounts[1]));
        let edit = tokio::spawn(async move { one.revise(&editor, id, content).await });
        let approve =
            tokio::spawn(async move { other.decide_approval(&approver, id, &seen, Verdict::Approve, None).await });
        let (edited, approved) = (edit.await.expect("an answer"), approve.await.expect("an answer"));
        let ended = self::approval(app.services.store(), id).await;
        match (edited, approved) {
            (Ok(()), Err(refusal)) => {
                assert_eq!(refusal.code(), "approval_changed");
                assert_eq!(ended.state(), ApprovalState::Waiting);
            }
            (Err(refusal), Ok(())) => {
                assert_eq!(refusal.code(), "approval_closed");
                assert_eq!(ended.state(), ApprovalState::Effective);
                assert_eq!(app.services.store().scheme().expect("a scheme").version, format!("2.{round}.0"));
            }
            other => panic!("one of them comes first: {other:?}"),
        }
    }
}

async fn a_role_is_needed_for_every_step(engine: Engine) {
    let (mut app, accounts, sessions) = office(engine).await;
    let store = app.services.store().clone();
    let approval = propose(&app, accounts[0], "1.1.0").await;
    let ward = Tenant::Buyer(people::ward(&store, people::WARD).await);
    for role in [Role::Procurement, Role::Security, Role::Reader] {
        let outsider = people::account(&store, "区", &[Grant { role, tenant: ward }]).await;
        app.session = Some(people::session(&store, outsider, true).await);
        let show = app.page(&format!("/approvals/{}", approval.id), "ja").await;
        assert!([403, 404].contains(&show.status.as_u16()), "{}", show.text());
        let path = format!("/approvals/{}/decisions", approval.id);
        let answer = app.form(&path, &[("decision", "approve"), ("sha256", &sha256(&approval))]).await;
        assert!([403, 404].contains(&answer.status.as_u16()), "{}", answer.text());
        let new = app.page("/schemes/new", "ja").await;
        assert!([403, 404].contains(&new.status.as_u16()), "{}", new.text());
        let stranger = kakuzuke_domain::accounts::Actor::person(outsider, vec![Grant { role, tenant: ward }]);
        let content = Content::scheme(&scheme("9.0.0")).expect("a scheme");
        assert!(app.services.propose(&stranger, content).await.is_err());
    }
    app.session = None;
    let answer = app.get(&format!("/api/v1/approvals/{}", approval.id)).await;
    assert_eq!(answer.status, 401, "{}", answer.text());
    app.session = Some(sessions[1].clone());
    app.form(&format!("/approvals/{}/withdrawals", approval.id), &[]).await.is(409);
    app.session = Some(sessions[0].clone());
    app.form(&format!("/approvals/{}/withdrawals", approval.id), &[]).await.is(303);
    assert_eq!(self::approval(&store, approval.id).await.state(), ApprovalState::Withdrawn);
    assert_eq!(store.schemes().await.expect("schemes").len(), 1);
}

async fn the_api_goes_the_same_way(engine: Engine) {
    let (mut app, _, sessions) = office(engine).await;
    app.session = Some(sessions[0].clone());
    app.json(Method::POST, "/api/v1/approvals", &json!({"scheme": "nonsense"})).await.is(422);
    let published = json!({"scheme": SCHEME});
    let twice = app.json(Method::POST, "/api/v1/approvals", &published).await;
    assert_eq!(twice.status, 409, "published already: {}", twice.text());
    let proposed =
        app.json(Method::POST, "/api/v1/approvals", &json!({"scheme": scheme("1.1.0")})).await.is(201).value();
    let path = format!("/api/v1/approvals/{}", proposed["id"].as_str().expect("an id"));
    app.json(Method::POST, &format!("{path}/versions"), &json!({"scheme": scheme("1.1.0")})).await.is(409);
    let revised =
        app.json(Method::POST, &format!("{path}/versions"), &json!({"scheme": scheme("1.2.0")})).await.is(200).value();
    assert_eq!(revised["version"], 2);
    assert!(app.get("/api/v1/approvals?waiting_for_me=true").await.is(200).value()["items"] == json!([]));
    app.session = Some(sessions[1].clone());
    let mine = app.get("/api/v1/approvals?waiting_for_me=true").await.is(200).value();
    assert_eq!(mine["count"], 1, "{mine}");
    let decision = |sha256: &str| json!({"decision": "approve", "sha256": sha256});
    let decide = format!("{path}/decisions");
    app.json(Method::POST, &decide, &decision(proposed["sha256"].as_str().expect("a hash"))).await.is(409);
    app.json(Method::POST, &decide, &json!({"decision": "reject", "sha256": revised["sha256"]})).await.is(422);
    let done =
        app.json(Method::POST, &decide, &decision(revised["sha256"].as_str().expect("a hash"))).await.is(200).value();
    assert_eq!(done["state"], "effective", "{done}");
    assert_eq!(done["steps"].as_array().map(Vec::len), Some(3));
}
