//! People: invited, given roles, closed; what another circle cannot see; a person's own sessions and tokens.
use axum::http::header;
use chrono::TimeDelta;
use kakuzuke_domain::accounts::{Grant, Role, Tenant, TokenScope, Visible};
use kakuzuke_store::{Lease, MAIL_JOB, Store};
use uuid::Uuid;

use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};

both!(
    somebody_invited_comes_in_once,
    an_account_of_elsewhere_gets_the_role_after_signing_in,
    a_link_ends,
    an_officer_stays_inside_the_own_ward,
    somebody_closed_is_out_at_once,
    an_erased_person_leaves_no_name,
    nobody_changes_their_own_roles,
    the_first_operator_comes_by_the_latest_link,
    tokens_ask_for_a_proof_and_are_shown_once,
    a_person_ends_other_sessions,
);

const PHRASE: &str = "seven quiet herons above the pond";
const EMAIL: &str = "invited@city.example.jp";

async fn ward(app: &TestApp, code: &str) -> Tenant {
    Tenant::Buyer(people::ward(app.services.store(), code).await)
}

async fn officer(app: &TestApp) -> (Uuid, String) {
    let tenant = ward(app, WARD).await;
    let store = app.services.store();
    let id = people::account(store, "千代田 守", &[Grant { role: Role::Security, tenant }]).await;
    (id, people::session(store, id, true).await)
}

fn cookie(answer: &Answer) -> Option<String> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    let found = lines.filter_map(|line| line.to_str().unwrap().strip_prefix("__Host-session=")).next()?;
    Some(found.split(';').next().unwrap().to_owned())
}

/// The way that the mail waiting to be sent shows.
async fn link(store: &Store) -> String {
    let lease: Lease = store.lease_job(&[MAIL_JOB], std::time::Duration::from_secs(60)).await.unwrap().expect("a mail");
    let way = serde_json::from_str::<serde_json::Value>(&lease.payload).unwrap()["href"].as_str().unwrap().to_owned();
    assert!(!lease.payload.contains('@'), "a job knows no address: {}", lease.payload);
    store.finish_job(&lease).await.unwrap();
    way
}

async fn invite(app: &TestApp, role: &str, place: &str, email: &str) -> Answer {
    let fields = [("person_name", "招待 花子"), ("email", email), ("language", "ja"), ("role", role), ("place", place)];
    app.form("/people/invitations", &fields).await
}

async fn somebody_invited_comes_in_once(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (_, session) = officer(&app).await;
    app.session = Some(session.clone());
    invite(&app, "reader", WARD, EMAIL).await.is(303);
    let list = app.page("/people/invitations", "ja").await.is(200).text();
    assert!(list.contains(EMAIL) && list.contains("閲覧者"), "{list}");
    let way = link(&store).await;
    app.session = None;
    let page = app.page(&way, "ja").await.is(200).text();
    assert!(page.contains("千代田区") && page.contains("千代田 守") && page.contains("閲覧者"), "{page}");
    app.form(&way, &[("new_password", "short")]).await.is(422);
    let come = app.form(&way, &[("new_password", PHRASE)]).await.is(303);
    let person = store.person_by_email(EMAIL).await.unwrap().expect("an account");
    assert_eq!(person.grants(), [Grant { role: Role::Reader, tenant: ward(&app, WARD).await }]);
    assert_eq!(person.account.name, "招待 花子");
    app.session = cookie(&come);
    assert_eq!(app.get("/suppliers").await.location(), "/account/security", "the second factor comes first");
    app.session = None;
    assert!(app.page(&way, "ja").await.is(200).text().contains("使用済み"), "a used link is explained");
    app.form(&way, &[("new_password", PHRASE)]).await.is(422);
    app.session = Some(session);
    assert!(!app.page("/people/invitations", "ja").await.text().contains(EMAIL));
    assert!(app.page("/people?text=invited", "ja").await.text().contains("招待 花子"));
    let sealed: Vec<String> = store
        .ledger_entries(&Visible::All, &Default::default())
        .await
        .unwrap()
        .iter()
        .map(|entry| format!("{entry:?}"))
        .collect();
    assert!(sealed.iter().any(|entry| entry.contains("accounts.invitations.accept")), "{sealed:?}");
    assert!(!sealed.iter().any(|entry| entry.contains(EMAIL) || entry.contains("花子")), "{sealed:?}");
}

async fn an_account_of_elsewhere_gets_the_role_after_signing_in(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let other = ward(&app, "131032").await;
    let known = people::account(&store, "港 太郎", &[Grant { role: Role::Reader, tenant: other }]).await;
    let email = store.person(known).await.unwrap().unwrap().account.email.unwrap();
    let (_, session) = officer(&app).await;
    app.session = Some(session);
    let unknown = invite(&app, "reader", WARD, EMAIL).await.is(303);
    link(&store).await;
    let answer = invite(&app, "reader", WARD, &email).await.is(303);
    assert_eq!(unknown.location(), answer.location(), "the inviter does not learn who has an account");
    let way = link(&store).await;
    assert!(app.page(&way, "ja").await.text().contains("別の利用者"), "the officer is somebody else");
    app.form(&way, &[]).await.is(422);
    app.session = None;
    assert!(app.page(&way, "ja").await.text().contains("/sign-in?next=%2Finvitations%2F"));
    app.form(&way, &[("new_password", PHRASE)]).await.is(422);
    app.session = Some(people::session(&store, known, true).await);
    app.form(&way, &[]).await.is(303);
    let grants = store.person(known).await.unwrap().unwrap().grants();
    assert!(grants.contains(&Grant { role: Role::Reader, tenant: ward(&app, WARD).await }), "{grants:?}");
    assert_eq!(grants.len(), 2);
}

async fn a_link_ends(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (_, session) = officer(&app).await;
    app.session = Some(session.clone());
    invite(&app, "reader", WARD, EMAIL).await.is(303);
    let first = link(&store).await;
    let id = store.waiting_invitations(None).await.unwrap()[0].id;
    app.form(&format!("/people/invitations/{id}/renewals"), &[]).await.is(303);
    let second = link(&store).await;
    app.session = None;
    assert!(app.page(&first, "ja").await.text().contains("使用済み"), "the link of before is dead");
    assert!(app.page(&second, "ja").await.text().contains("招待の内容"));
    app.clock.set(store.now() + TimeDelta::days(8));
    assert!(app.page(&second, "ja").await.text().contains("使用済み"), "too old");
    app.form(&second, &[("new_password", PHRASE)]).await.is(422);
    let (_, session) = officer(&app).await;
    app.session = Some(session);
    assert!(app.page("/people/invitations", "ja").await.text().contains("期限切れ"));
    app.form(&format!("/people/invitations/{id}/withdrawals"), &[]).await.is(303);
    app.form(&format!("/people/invitations/{id}/renewals"), &[]).await.is(409);
    assert!(store.person_by_email(EMAIL).await.unwrap().is_none());
}

async fn an_officer_stays_inside_the_own_ward(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (own, other) = (ward(&app, WARD).await, ward(&app, "131032").await);
    let stranger = people::account(&store, "港 太郎", &[Grant { role: Role::Reader, tenant: other }]).await;
    let colleague = people::account(&store, "千代田 読", &[Grant { role: Role::Reader, tenant: own }]).await;
    let (_, session) = officer(&app).await;
    app.session = Some(session);
    let list = app.page("/people?closed=true", "ja").await.is(200).text();
    assert!(list.contains("千代田 読") && !list.contains("港 太郎"), "{list}");
    assert!(list.matches("千代田区").count() >= 2, "each of several people of one ward is told with its name: {list}");
    app.get("/people?place=131032").await.is(404);
    app.get(&format!("/people/{stranger}")).await.is(404);
    for change in ["closures", "grants", "sessions/withdrawals", "reopenings", "erasures"] {
        let fields = [("role", "reader"), ("place", WARD)];
        let fields = if change == "grants" { &fields[..] } else { &[] };
        app.form(&format!("/people/{stranger}/{change}"), fields).await.is(404);
    }
    let grants = format!("/people/{colleague}/grants");
    app.form(&grants, &[("role", "reader"), ("place", "131032")]).await.is(404);
    app.form(&grants, &[("role", "secretariat"), ("place", "council")]).await.is(404);
    app.form(&grants, &[("role", "operator"), ("place", "installation")]).await.is(404);
    app.form(&grants, &[("role", "secretariat"), ("place", WARD)]).await.is(422);
    invite(&app, "secretariat", "council", EMAIL).await.is(404);
    invite(&app, "reader", "131032", EMAIL).await.is(404);
    app.form(&format!("/people/{colleague}/erasures"), &[]).await.is(403);
    app.form(&grants, &[("role", "procurement"), ("place", WARD)]).await.is(303);
    let held = store.person(colleague).await.unwrap().unwrap();
    assert_eq!(held.grants.len(), 2);
    let reader = held.grants.iter().find(|row| row.grant.role == Role::Reader).unwrap().id;
    app.form(&format!("{grants}/{reader}/withdrawals"), &[]).await.is(303);
    app.form(&format!("{grants}/{reader}/withdrawals"), &[]).await.is(404);
    app.session = Some(people::session(&store, colleague, true).await);
    app.get("/people").await.is(403);
    app.get(&format!("/people/{colleague}")).await.is(403);
    assert_eq!(store.person(stranger).await.unwrap().unwrap().grants.len(), 1);
}

async fn somebody_closed_is_out_at_once(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let tenant = ward(&app, WARD).await;
    let leaver = people::account(&store, "転出 次郎", &[Grant { role: Role::Procurement, tenant }]).await;
    let session = people::session(&store, leaver, true).await;
    let token = people::token(&store, leaver, TokenScope::ALL).await;
    let called = || {
        let request = axum::http::Request::builder().uri("/api/v1/suppliers").header(header::HOST, "127.0.0.1");
        request.header(header::AUTHORIZATION, format!("Bearer {token}")).body(axum::body::Body::empty()).unwrap()
    };
    app.session = Some(session.clone());
    app.get("/suppliers").await.is(200);
    app.send(called()).await.is(200);
    let (_, officer) = officer(&app).await;
    app.session = Some(officer.clone());
    app.form(&format!("/people/{leaver}/closures"), &[]).await.is(303);
    assert!(!app.page("/people", "ja").await.text().contains("転出 次郎"));
    assert!(app.page("/people?closed=true", "ja").await.text().contains("転出 次郎"));
    assert!(app.page(&format!("/people/{leaver}"), "ja").await.is(200).text().contains("停止中"));
    app.session = Some(session);
    assert!(app.get("/suppliers").await.location().starts_with("/sign-in"));
    app.send(called()).await.is(401);
    app.session = Some(officer);
    app.form(&format!("/people/{leaver}/reopenings"), &[]).await.is(303);
    assert!(store.person(leaver).await.unwrap().unwrap().grants.is_empty(), "roles do not come back by themselves");
    assert_eq!(store.grant_history(leaver).await.unwrap().len(), 1, "the history stays");
}

async fn an_erased_person_leaves_no_name(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let tenant = ward(&app, WARD).await;
    let id = people::account(&store, "消去 三郎", &[Grant { role: Role::Reader, tenant }]).await;
    assert!(app.page(&format!("/people/{id}/erasures"), "ja").await.is(200).text().contains("残るもの"));
    app.form(&format!("/people/{id}/erasures"), &[]).await.is(303);
    app.get(&format!("/people/{id}")).await.is(404);
    assert!(!app.page("/people?closed=true", "ja").await.text().contains("消去 三郎"));
    assert!(store.names_of_people(&[id]).await.unwrap().is_empty());
}

async fn nobody_changes_their_own_roles(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let (id, session) = officer(&app).await;
    app.session = Some(session);
    let page = app.page(&format!("/people/{id}"), "ja").await.is(200).text();
    assert!(page.contains("ほかの管理者だけ") && !page.contains("/closures"), "{page}");
    let store = app.services.store().clone();
    let held = store.person(id).await.unwrap().unwrap().grants[0].id;
    for (path, fields) in [
        (format!("/people/{id}/closures"), &[][..]),
        (format!("/people/{id}/grants/{held}/withdrawals"), &[]),
        (format!("/people/{id}/grants"), &[("role", "procurement"), ("place", WARD)]),
    ] {
        app.form(&path, fields).await.is(422);
    }
    assert_eq!(store.person(id).await.unwrap().unwrap().grants.len(), 1);
}

async fn the_first_operator_comes_by_the_latest_link(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let desk = app.services.accounts().clone();
    assert_eq!(desk.first_operator_link().await.unwrap(), None, "somebody runs this installation");
    let operators = kakuzuke_store::PeopleQuery { role: Some(Role::Operator), limit: 9, ..Default::default() };
    for person in store.people(&operators).await.unwrap() {
        let mut work = store.begin(&kakuzuke_store::Actor::system(), "test.write").await.unwrap();
        work.deactivate_account(person.account.id).await.unwrap();
        work.commit().await.unwrap();
    }
    let first = desk.first_operator_link().await.unwrap().expect("a link");
    let second = desk.first_operator_link().await.unwrap().expect("a new link at each start");
    app.session = None;
    let who = [("person_name", "運用 一郎"), ("email", EMAIL), ("new_password", PHRASE)];
    app.form(&first, &who).await.is(422);
    assert!(app.page(&second, "ja").await.is(200).text().contains("システム全体"));
    app.form(&second, &[("person_name", ""), ("email", EMAIL), ("new_password", PHRASE)]).await.is(422);
    app.form(&second, &who).await.is(303);
    app.form(&second, &who).await.is(422);
    let person = store.person_by_email(EMAIL).await.unwrap().expect("an account");
    assert_eq!(person.grants(), [Grant { role: Role::Operator, tenant: Tenant::Installation }]);
    assert_eq!(desk.first_operator_link().await.unwrap(), None);
}

async fn tokens_ask_for_a_proof_and_are_shown_once(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (id, session) = officer(&app).await;
    app.session = Some(session.clone());
    let wanted = [("token_name", "財務"), ("register:read", "true"), ("days", "30")];
    for (at, wrong) in [("days", "0"), ("days", "367"), ("days", "x"), ("register:read", "false"), ("token_name", "")] {
        let fields: Vec<_> =
            wanted.iter().map(|(name, value)| (*name, if *name == at { wrong } else { *value })).collect();
        app.form("/account/tokens", &fields).await.is(422);
    }
    let page = app.form("/account/tokens", &wanted).await.is(200).text();
    let token = &page[page.find("kakuzuke_").expect("shown once")..][.."kakuzuke_".len() + 64];
    assert!(!app.page("/account/tokens", "ja").await.is(200).text().contains("kakuzuke_"));
    let call = |path: &str| {
        let request = axum::http::Request::builder().uri(path).header(header::HOST, "127.0.0.1");
        request.header(header::AUTHORIZATION, format!("Bearer {token}")).body(axum::body::Body::empty()).unwrap()
    };
    app.send(call("/api/v1/suppliers")).await.is(200);
    app.send(call("/api/v1/ledger/entries")).await.is(403);
    let made = store.tokens(id).await.unwrap();
    assert_eq!((made.len(), made[0].scopes.as_slice()), (1, &[TokenScope::RegisterRead][..]));
    app.form(&format!("/account/tokens/{}/withdrawals", made[0].id), &[]).await.is(303);
    app.send(call("/api/v1/suppliers")).await.is(401);
    app.clock.set(store.now() + TimeDelta::minutes(16));
    let late = app.form("/account/tokens", &wanted).await.is(303).location();
    assert!(late.ends_with("?next=%2Faccount%2Ftokens"), "{late}");
    assert_eq!(store.tokens(id).await.unwrap().len(), 1);
}

async fn a_person_ends_other_sessions(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (id, session) = officer(&app).await;
    let (second, _third) = (people::session(&store, id, true).await, people::session(&store, id, true).await);
    let (stranger, foreign) = {
        let other = people::account(&store, "別人", &[]).await;
        let secret = people::session(&store, other, true).await;
        (store.sessions(other).await.unwrap()[0].id, secret)
    };
    app.session = Some(session.clone());
    assert!(app.page("/account/sessions", "ja").await.is(200).text().contains("この端末"));
    app.form(&format!("/account/sessions/{stranger}/withdrawals"), &[]).await.is(404);
    let read = |secret: &str| kakuzuke_store::Secret::read(secret).unwrap();
    let last = store.visitor(&read(&second)).await.unwrap().unwrap().session.id;
    app.form(&format!("/account/sessions/{last}/withdrawals"), &[]).await.is(303);
    assert_eq!(store.sessions(id).await.unwrap().len(), 2);
    app.form("/account/sessions/withdrawals", &[]).await.is(303);
    assert_eq!(store.sessions(id).await.unwrap().len(), 1);
    assert!(store.visitor(&read(&session)).await.unwrap().is_some());
    assert!(store.visitor(&read(&foreign)).await.unwrap().is_some());
}
