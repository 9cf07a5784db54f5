//! Hand-over: the open work of one person passes into another's hands, whole or not at all, and four eyes stay four.
use kakuzuke_domain::accounts::{Actor as Person, Grant, Role, Tenant, TokenScope, Visible};
use kakuzuke_domain::approvals::ApprovalState;
use kakuzuke_services::accounts::Invited;
use kakuzuke_services::approvals::{Content, Verdict};
use kakuzuke_services::imports::{ImportKind, ImportRequest};
use kakuzuke_store::{Actor, EntryQuery, Store, Term};
use std::sync::Arc;
use uuid::Uuid;

use crate::approvals::scheme;
use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples::csv;

both!(all_of_somebodys_work_passes_into_other_hands, work_goes_only_to_who_can_do_it, a_list_hands_over_too,);

const SECRETARIAT: Grant = Grant { role: Role::Secretariat, tenant: Tenant::Council };

async fn import(app: &TestApp, by: Uuid, buyer: Option<&str>) -> Uuid {
    let file = csv(app.house.folder(), "list.csv", &[&["法人番号", "商号又は名称"], &["2040001999902", "国税商事あ"]]);
    let by = Actor::account(by);
    app.services.upload(ImportKind::Suppliers, &file, "list.csv", buyer, &by).await.expect("an upload")
}

async fn told(store: &Store, account: Uuid) -> Vec<&'static str> {
    let page = store.notices(account, 0, 50).await.expect("notices");
    page.rows.iter().filter(|notice| notice.read_at.is_none()).map(|notice| notice.kind.as_str()).collect()
}

fn parts<'a>(receiver: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = ["part_imports", "part_approvals", "part_invitations", "part_notices"];
    let mut fields: Vec<(&str, &str)> = all.into_iter().map(|part| (part, "true")).collect();
    fields.push(("receiver", receiver));
    fields.extend(more);
    fields
}

async fn all_of_somebodys_work_passes_into_other_hands(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let [leaver, heir, third] = {
        let mut office = Vec::new();
        for name in ["事務局 去", "事務局 継", "事務局 三"] {
            office.push(people::account(&store, name, &[SECRETARIAT]).await);
        }
        <[Uuid; 3]>::try_from(office).expect("three")
    };
    let actor = |account: Uuid| Person::person(account, vec![SECRETARIAT]);
    let content = |version: &str| Content::scheme(&scheme(version)).expect("a scheme");
    let own = app.services.propose(&actor(leaver), content("1.1.0")).await.expect("proposed");
    let others = app.services.propose(&actor(heir), content("1.2.0")).await.expect("proposed");
    assert_eq!(told(&store, leaver).await, ["approval_waits"], "of the heir's proposal");
    let list = import(&app, leaver, None).await;
    let invited = Invited {
        name: "新人".to_owned(),
        email: "shinjin@council.example.jp".to_owned(),
        language: "ja".to_owned(),
        grant: SECRETARIAT,
        term: Term::default(),
    };
    app.services.accounts().invite(&Actor::account(leaver), invited).await.expect("invited");
    people::token(&store, leaver, &[TokenScope::RegisterRead]).await;

    app.session = Some(people::session(&store, third, true).await);
    let place = format!("/people/{leaver}/hand-overs");
    let page = app.page(&place, "ja").await.is(200).text();
    for part in ["list.csv", "tokubetsuku-2026 1.1.0", "新人", "1件", "失効します", "事務局 継"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let heir_id = heir.to_string();
    app.form(&place, &[("receiver", &heir_id)]).await.is(422);
    app.form(&place, &parts("", &[])).await.is(422);
    app.form(&place, &parts(&leaver.to_string(), &[])).await.is(422);
    app.form(&place, &parts(&heir_id, &[("closes_on", "いつか")])).await.is(422);
    assert_eq!(store.open_work(heir).await.unwrap().imports.len(), 0, "nothing yet");
    app.form(&place, &parts(&heir_id, &[("closes_on", "令和8年10月1日")])).await.is(303);

    let taken = store.open_work(heir).await.unwrap();
    assert_eq!(taken.imports.iter().map(|(row, _)| row.id).collect::<Vec<_>>(), [list]);
    assert_eq!(taken.approvals.len(), 2);
    assert_eq!(taken.invitations.len(), 1);
    let left = store.open_work(leaver).await.unwrap();
    assert!(left.imports.is_empty() && left.approvals.is_empty() && left.invitations.is_empty(), "{left:?}");
    assert!(told(&store, heir).await.contains(&"work_handed_over"));
    assert!(told(&store, leaver).await.contains(&"work_handed_over"));
    assert!(!told(&store, heir).await.contains(&"approval_waits"), "nobody is asked to approve what is their own");

    app.session = Some(people::session(&store, heir, true).await);
    let work = app.page("/account/work", "ja").await.is(200).text();
    assert!(work.contains("list.csv") && work.contains("tokubetsuku-2026 1.1.0"), "{work}");
    app.page("/notices", "ja").await.is(200);
    app.page("/notices", "en").await.is(200);
    let shown = app.page(&format!("/approvals/{own}"), "ja").await.is(200).text();
    for part in ["事務局 去", "引継ぎ", "事務局 継"] {
        assert!(shown.contains(part), "what was done stays, {part}: {shown}");
    }
    assert!(app.page(&format!("/imports/{list}"), "ja").await.is(200).text().contains("引き継いだ人："));
    let sha256 = store.approval(own).await.unwrap().unwrap().current().unwrap().sha256.clone();
    for owner in [leaver, heir] {
        let tried = app.services.decide_approval(&actor(owner), own, &sha256, Verdict::Approve, None).await;
        assert_eq!(tried.expect_err("their own").code(), "approval_own");
    }
    app.services.withdraw_approval(&actor(leaver), own).await.expect_err("not in hand any more");
    app.services.withdraw_approval(&actor(heir), others).await.expect("in hand");
    app.services.decide_approval(&actor(third), own, &sha256, Verdict::Approve, None).await.expect("a third person");
    assert_eq!(store.approval(own).await.unwrap().unwrap().state(), ApprovalState::Effective);

    app.clock.set("2026-09-30T14:59:59Z".parse().unwrap());
    app.session = Some(people::session(&store, leaver, true).await);
    app.get("/suppliers").await.is(200);
    app.clock.set("2026-09-30T15:00:00Z".parse().unwrap());
    assert!(app.get("/suppliers").await.location().starts_with("/sign-in"), "closed from that day on");
    let waiting = store.waiting_invitations(None).await.unwrap();
    assert!(waiting.iter().all(|one| !one.void), "the heir's invitation outlives its first sender: {waiting:?}");
    let entries =
        store.ledger_entries(&Visible::All, &EntryQuery { limit: 1_000, ..EntryQuery::default() }).await.unwrap();
    let sealed: Vec<_> = entries.iter().filter(|entry| entry.command == "accounts.hand_overs").collect();
    assert!(sealed.iter().any(|entry| entry.body.contains(&list.to_string()) && entry.body.contains(&heir_id)));
    assert!(!sealed.iter().any(|entry| entry.body.contains("事務局") || entry.body.contains('@')), "{sealed:?}");
}

async fn work_goes_only_to_who_can_do_it(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (ward, other) =
        (Tenant::Buyer(people::ward(&store, WARD).await), Tenant::Buyer(people::ward(&store, "131032").await));
    let of = |role, tenant| [Grant { role, tenant }];
    let officer = people::account(&store, "千代田 守", &of(Role::Security, ward)).await;
    let leaver = people::account(&store, "千代田 調", &of(Role::Procurement, ward)).await;
    let reader = people::account(&store, "千代田 読", &of(Role::Reader, ward)).await;
    let foreign = people::account(&store, "港 調", &of(Role::Procurement, other)).await;
    let heir = people::account(&store, "千代田 継", &of(Role::Procurement, ward)).await;
    let both_wards = [of(Role::Procurement, ward), of(Role::Procurement, other)].concat();
    let wanderer = people::account(&store, "両区 掛", &both_wards).await;
    let id = import(&app, leaver, Some(WARD)).await;
    let strange = import(&app, wanderer, Some("131032")).await;
    let before =
        store.ledger_entries(&Visible::All, &EntryQuery { limit: 1_000, ..EntryQuery::default() }).await.unwrap().len();

    app.session = Some(people::session(&store, officer, true).await);
    let place = format!("/people/{leaver}/hand-overs");
    let refused = app.form(&place, &parts(&reader.to_string(), &[("closes_on", "2026-09-01")])).await.is(422).text();
    assert!(refused.contains("必要な役割がありません"), "{refused}");
    app.form(&place, &parts(&foreign.to_string(), &[])).await.is(422);
    app.form(&place, &parts(&Uuid::nil().to_string(), &[])).await.is(422);
    app.form(&format!("/people/{foreign}/hand-overs"), &parts(&heir.to_string(), &[])).await.is(404);
    app.get(&format!("/people/{foreign}/hand-overs")).await.is(404);
    let page = app.page(&format!("/people/{wanderer}/hand-overs"), "ja").await.is(200).text();
    assert!(!page.contains("list.csv"), "the other ward's work is not shown: {page}");
    let heir_id = heir.to_string();
    let closing = parts(&heir_id, &[("closes_on", "2026-09-01")]);
    app.form(&format!("/people/{wanderer}/hand-overs"), &closing).await.is(422);
    let own = app.form(&format!("/people/{officer}/hand-overs"), &closing).await.is(422).text();
    assert!(own.contains("ご自身のアカウント"), "{own}");
    for (somebody, status) in [(reader, 403), (heir, 403), (foreign, 403)] {
        app.session = Some(people::session(&store, somebody, true).await);
        app.form(&place, &parts(&heir.to_string(), &[])).await.is(status);
    }
    assert_eq!(store.open_work(leaver).await.unwrap().imports.len(), 1, "nothing has moved");
    assert_eq!(
        store.ledger_entries(&Visible::All, &EntryQuery { limit: 1_000, ..EntryQuery::default() }).await.unwrap().len(),
        before,
        "and nothing was sealed"
    );
    assert!(store.person(leaver).await.unwrap().unwrap().account.deactivated_at.is_none());

    app.session = Some(people::session(&store, officer, true).await);
    app.form(&place, &parts(&heir.to_string(), &[("closes_on", "2026-09-01")])).await.is(303);
    assert_eq!(store.import(id).await.unwrap().unwrap().carried_on_by, Some(heir));
    assert_eq!(store.import(strange).await.unwrap().unwrap().carried_on_by, None);
    assert!(store.person(leaver).await.unwrap().unwrap().account.deactivated_at.is_some(), "closed at once");
    app.session = Some(people::session(&store, heir, true).await);
    let row = store.import(id).await.unwrap().unwrap();
    assert_eq!(row.actor, format!("account:{leaver}"), "who brought it stays");
    app.page("/account/work", "ja").await.is(200);
}

async fn a_list_hands_over_too(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let ward = Tenant::Buyer(people::ward(&store, WARD).await);
    let officer = people::account(&store, "千代田 守", &[Grant { role: Role::Security, tenant: ward }]).await;
    let leaver = people::account(&store, "千代田 調", &[Grant { role: Role::Procurement, tenant: ward }]).await;
    let heir = people::account(&store, "千代田 継", &[Grant { role: Role::Reader, tenant: ward }]).await;
    let id = import(&app, leaver, Some(WARD)).await;
    let address = async |account: Uuid| store.person(account).await.unwrap().unwrap().account.email.unwrap();
    let (from, to) = (address(leaver).await, address(heir).await);
    let head: &[&str] = &["メールアドレス", "役割", "異動区分", "開始日", "終了日", "引継先"];
    let run = async |rows: &[&[&str]]| {
        let table: Vec<&[&str]> = [head].into_iter().chain(rows.iter().copied()).collect();
        let file = csv(app.house.folder(), "rotation.csv", &table);
        let request = ImportRequest {
            buyer: Some(WARD.to_owned()),
            only_buyer: true,
            ..ImportRequest::new(ImportKind::Accounts, file, "rotation.csv")
        };
        app.services.run_import(&request, &Actor::account(officer), &Arc::default()).await.expect("a report")
    };
    let leaves: &[&str] = &[&from, "", "転出", "", "2026-09-30", &to];
    let early = run(&[leaves]).await;
    assert_eq!(early.problems[0].code, "receiver_lacks_imports");
    assert_eq!(store.import(id).await.unwrap().unwrap().carried_on_by, None);
    assert_eq!(store.grant_history(leaver).await.unwrap()[0].until(), None, "a refused row does nothing");
    let comes: &[&str] = &[&to, "契約・調達担当", "", "2026-10-01", "", ""];
    let done = run(&[comes, leaves]).await;
    assert_eq!((done.counts.updated, done.counts.rejected), (2, 0), "{done:?}");
    assert_eq!(store.import(id).await.unwrap().unwrap().carried_on_by, Some(heir));
    let again = run(&[comes, leaves]).await;
    assert_eq!((again.counts.unchanged, again.counts.updated), (2, 0), "{again:?}");
    let unknown = run(&[&[&from, "", "転出", "", "2026-09-30", "nobody@city.example.jp"]]).await;
    assert_eq!(unknown.problems[0].code, "receiver_unknown");
}
