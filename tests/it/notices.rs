//! Notices: reminders that come once whatever days the program runs on, digests, and what a person reads and chooses.
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::facts::{Fact, Room};
use kakuzuke_domain::notices::{Channel, NoticeKind};
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_services::{Services, worker};
use kakuzuke_store::{Actor, NewContract, NewFact, NewSupplier, Notice, NoticeSettings, Profile, Store, SupplierRef};
use serde_json::json;
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;
use crate::harness::smtp::{Smtp, python};

both!(
    reminders_reach_those_concerned_and_no_others,
    three_days_of_downtime_bring_each_reminder_once,
    a_renewed_certificate_reminds_nobody,
    a_digest_comes_once_a_day_with_what_was_not_read,
    a_choice_decides_how_a_notice_comes,
    a_person_reads_and_chooses_on_pages,
    another_persons_notice_is_not_there
);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// A supplier with a certificate and an overdue finding, and a contract with the ward of the tests.
async fn supplier(store: &Store, name: &str, ends_on: &str, contract: Option<(&str, &str)>) -> SupplierRef {
    let mut work = store.begin(&Actor::system(), "test.write").await.expect("a change");
    let new = NewSupplier { id: store.new_id(), kind: SupplierKind::Corporation, number: None };
    let supplier = work.add_suppliers(vec![new]).await.expect("a supplier").remove(0);
    let profile = Profile::new(name, SupplierKind::Corporation, None);
    let certificate = store.new_id();
    let body = json!({"id": certificate, "kind": "iso27001", "edition": "2022", "scope": "covers", "number": "IS 1",
        "assurance": "official_register", "valid_from": "2025-06-01", "valid_to": ends_on, "statuses": []});
    let certificate_fact = Fact::from_body(Room::Attestation, &body.to_string()).expect("a body");
    let audit = store.new_id();
    let body = json!({"id": audit, "performed_on": "2026-05-20", "accepted_on": "2026-06-10", "third_party": true,
        "opinion": "conforming_with_findings",
        "findings": [{"id": "f1", "severity": "major", "due_on": "2026-08-15", "closed_on": null, "promised_on": null}]});
    let audit_fact = Fact::from_body(Room::Audit, &body.to_string()).expect("a body");
    work.record(vec![
        NewFact::profile(supplier.seq, store.new_id(), &profile, None, None),
        NewFact::graded(supplier.seq, certificate, &certificate_fact),
        NewFact::graded(supplier.seq, audit, &audit_fact),
    ])
    .await
    .expect("facts");
    if let Some((from, to)) = contract {
        let buyer_seq = store.buyer(people::WARD).await.expect("a look").expect("a ward").seq;
        work.add_contracts(vec![NewContract {
            valid_from: Some(day(from)),
            valid_to: Some(day(to)),
            ..NewContract::new(store.new_id(), buyer_seq, supplier.seq, "保守")
        }])
        .await
        .expect("a contract");
    }
    work.seal("test", serde_json::Value::Null).await.expect("sealed");
    work.commit().await.expect("committed");
    supplier
}

async fn of_ward(store: &Store, role: Role) -> Uuid {
    let tenant = Tenant::Buyer(people::ward(store, people::WARD).await);
    people::account(store, "見本", &[Grant { role, tenant }]).await
}

async fn notices(store: &Store, account: Uuid) -> Vec<Notice> {
    store.notices(account, 0, 200).await.expect("notices").rows
}

async fn kinds(store: &Store, account: Uuid) -> Vec<&'static str> {
    let mut kinds: Vec<_> = notices(store, account).await.iter().map(|notice| notice.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds
}

async fn work(services: &Services) {
    worker::drain(services).await.expect("worked");
}

async fn reminders_reach_those_concerned_and_no_others(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store();
    let supplier = supplier(store, "株式会社見本", "2026-09-20", Some(("2026-04-01", "2027-03-31"))).await;
    let over = self::supplier(store, "株式会社終了", "2026-09-20", Some(("2025-04-01", "2026-03-31"))).await;
    let (procurement, security) = (of_ward(store, Role::Procurement).await, of_ward(store, Role::Security).await);
    let reader = of_ward(store, Role::Reader).await;
    let other_ward = Tenant::Buyer(people::ward(store, "131024").await);
    let stranger = people::account(store, "他区", &[Grant { role: Role::Security, tenant: other_ward }]).await;
    let own = |tenant: Uuid| Grant { role: Role::Supplier, tenant: Tenant::Supplier(tenant) };
    let (theirs, overs) = (
        people::account(store, "社員", &[own(supplier.id)]).await,
        people::account(store, "社員", &[own(over.id)]).await,
    );
    work(&app.services).await;
    let all = ["attestation_expires", "finding_overdue", "grade_changes"];
    for account in [procurement, security, theirs, overs] {
        assert_eq!(kinds(store, account).await, all);
    }
    for account in [reader, stranger] {
        assert!(kinds(store, account).await.is_empty(), "this concerns neither readers nor other wards");
    }
    let mine = notices(store, security).await;
    assert!(mine.iter().all(|notice| notice.arguments["supplier"] == "株式会社見本"), "{mine:?}");
    work(&app.services).await;
    assert_eq!(notices(store, security).await.len(), 3, "once");
    let raw = serde_json::to_string(&mine.iter().map(|notice| &notice.arguments).collect::<Vec<_>>()).expect("JSON");
    assert!(!raw.contains('@') && !raw.contains("見本 "), "{raw}");
}

async fn three_days_of_downtime_bring_each_reminder_once(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store();
    let supplier = supplier(store, "株式会社見本", "2026-09-05", None).await;
    let own = Grant { role: Role::Supplier, tenant: Tenant::Supplier(supplier.id) };
    let account = people::account(store, "社員", &[own]).await;
    let expiries = async || {
        let found = notices(store, account).await;
        found.iter().filter(|notice| notice.kind == NoticeKind::AttestationExpires).count()
    };
    work(&app.services).await;
    assert_eq!(expiries().await, 1, "seven days before");
    app.clock.set(at("2026-09-02T03:00:00Z"));
    work(&app.services).await;
    assert_eq!(expiries().await, 1);
    // The program is down on the last day and the two days around it.
    app.clock.set(at("2026-09-06T21:00:00Z"));
    work(&app.services).await;
    assert_eq!(expiries().await, 1, "not before seven o'clock");
    app.clock.set(at("2026-09-06T22:30:00Z"));
    work(&app.services).await;
    assert_eq!(expiries().await, 2, "the last day is made up for");
    app.clock.set(at("2026-09-08T03:00:00Z"));
    work(&app.services).await;
    assert_eq!(expiries().await, 2);
    assert_eq!(store.pass_done_on("reminders").await.expect("a look"), Some(day("2026-09-08")));
}

async fn a_renewed_certificate_reminds_nobody(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store();
    let mut people = Vec::new();
    for (valid_from, assurance) in
        [("2026-08-01", "official_register"), ("2026-08-01", "unconfirmed"), ("2026-09-22", "official_register")]
    {
        let supplier = supplier(store, "株式会社見本", "2026-09-20", None).await;
        let own = Grant { role: Role::Supplier, tenant: Tenant::Supplier(supplier.id) };
        people.push(people::account(store, "社員", &[own]).await);
        let id = store.new_id();
        let body = json!({"id": id, "kind": "iso27001", "edition": "2022", "scope": "covers", "number": "IS 1",
            "assurance": assurance, "valid_from": valid_from, "valid_to": "2029-08-01", "statuses": []});
        let fact = Fact::from_body(Room::Attestation, &body.to_string()).expect("a body");
        let mut work = store.begin(&Actor::system(), "test.write").await.expect("a change");
        work.record(vec![NewFact::graded(supplier.seq, id, &fact)]).await.expect("a fact");
        work.commit().await.expect("committed");
    }
    work(&app.services).await;
    let mut reminded = Vec::new();
    for account in people {
        reminded.push(kinds(store, account).await.contains(&"attestation_expires"));
    }
    assert_eq!(reminded, [false, true, true], "renewed; renewed by what nobody confirmed; renewed with a gap");
}

async fn a_digest_comes_once_a_day_with_what_was_not_read(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let app = TestApp::new(engine).await;
    let services = app.services.clone().with_post(smtp.post());
    let store = services.store();
    supplier(store, "株式会社見本", "2026-09-20", Some(("2026-04-01", "2027-03-31"))).await;
    let account = of_ward(store, Role::Security).await;
    let busy = of_ward(store, Role::Procurement).await;
    app.clock.set(at("2026-08-31T22:30:00Z"));
    work(&services).await;
    assert!(smtp.kept().is_empty(), "half past seven: reminded, not yet gathered");
    assert_eq!(notices(store, account).await.len(), 3);
    store.read_notices_until(busy, at("2026-09-01T00:00:00Z")).await.expect("read");
    store.read_notice(account, notices(store, account).await[0].id).await.expect("read");
    app.clock.set(at("2026-08-31T23:00:00Z"));
    work(&services).await;
    work(&services).await;
    let kept = smtp.kept();
    assert_eq!(kept.iter().filter(|letter| letter.header("To") == format!("{account}@example.jp")).count(), 1);
    assert!(kept.iter().all(|letter| letter.header("To") != format!("{busy}@example.jp")), "all read, nothing to send");
    let mine = kept.iter().find(|letter| letter.header("To") == format!("{account}@example.jp")).expect("a digest");
    assert!(mine.header("Subject").contains("お知らせのまとめ"), "{mine:?}");
    assert_eq!(mine.body.matches("\n* ").count(), 2, "{}", mine.body);
    assert!(mine.body.contains("令和8年"), "days stand in both calendars: {}", mine.body);
    assert_eq!(mine.header("List-Unsubscribe"), "<https://kakuzuke.city.example.jp/notices/settings>");
    app.clock.set(at("2026-09-01T23:30:00Z"));
    work(&services).await;
    assert_eq!(smtp.kept().len(), kept.len(), "nothing new, no mail");
}

async fn a_choice_decides_how_a_notice_comes(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let app = TestApp::new(engine).await;
    let services = app.services.clone().with_post(smtp.post());
    let store = services.store();
    supplier(store, "株式会社見本", "2026-09-20", Some(("2026-04-01", "2027-03-31"))).await;
    let (at_once, silent) = (of_ward(store, Role::Security).await, of_ward(store, Role::Security).await);
    let quiet = of_ward(store, Role::Security).await;
    let chosen = |for_all| NoticeSettings { for_all: Some(for_all), ..NoticeSettings::default() };
    store.set_notice_settings(silent, &chosen(Channel::Off)).await.expect("chosen");
    store.set_notice_settings(quiet, &chosen(Channel::InApp)).await.expect("chosen");
    let mut settings = chosen(Channel::Off);
    settings.by_kind.insert(NoticeKind::FindingOverdue, Channel::Mail);
    store.set_notice_settings(at_once, &settings).await.expect("chosen");
    work(&services).await;
    assert_eq!(kinds(store, silent).await.len(), 0);
    assert_eq!(kinds(store, quiet).await.len(), 3);
    assert_eq!(kinds(store, at_once).await, ["finding_overdue"]);
    let to: Vec<String> = smtp.kept().iter().map(|letter| letter.header("To")).collect();
    assert_eq!(to.iter().filter(|to| **to == format!("{at_once}@example.jp")).count(), 1, "{to:?}");
    assert!(
        to.iter().all(|to| *to != format!("{silent}@example.jp") && *to != format!("{quiet}@example.jp")),
        "{to:?}"
    );
}

async fn a_person_reads_and_chooses_on_pages(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let account = of_ward(&store, Role::Security).await;
    app.session = Some(people::session(&store, account, true).await);
    assert!(app.page("/notices", "ja").await.is(200).text().contains("お知らせはありません"));
    supplier(&store, "株式会社見本", "2026-09-20", Some(("2026-04-01", "2027-03-31"))).await;
    work(&app.services).await;
    let page = app.page("/notices", "en").await.is(200).text();
    assert!(page.contains("ISO/IEC 27001") && page.contains("3 unread"), "{page}");
    assert!(app.page("/schemes", "ja").await.is(200).text().contains("未読 3件"), "the header tells it everywhere");
    let first = notices(&store, account).await[0].id;
    app.form(&format!("/notices/{first}/readings"), &[]).await.is(303);
    assert_eq!(store.unread_notices(account).await.expect("a count"), 2);
    app.form("/notices/readings", &[("until", "2026-09-01T03:00:00Z")]).await.is(303);
    assert_eq!(store.unread_notices(account).await.expect("a count"), 0);
    app.form("/notices/settings", &[("for_all", "digest"), ("grade_changes", "off")]).await.is(303);
    let settings = store.notice_settings(account).await.expect("settings");
    assert_eq!(settings.channel(NoticeKind::GradeChanges), Channel::Off);
    assert_eq!(settings.channel(NoticeKind::ApprovalWaits), Channel::Digest);
    app.form("/notices/settings", &[("for_all", "pigeon")]).await.is(422);
    app.form("/notices/settings", &[("pigeons", "mail")]).await.is(400);
    assert_eq!(store.notice_settings(account).await.expect("settings"), settings, "what is refused changes nothing");
    let listed = app.get("/api/v1/notices?limit=2").await.is(200).value();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
    assert_eq!(listed["next_cursor"], "2");
    let changed = json!({"for_all": null, "by_kind": {"finding_overdue": "mail"}});
    assert_eq!(app.json(axum::http::Method::PUT, "/api/v1/notices/settings", &changed).await.is(200).value(), changed);
}

async fn another_persons_notice_is_not_there(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    supplier(&store, "株式会社見本", "2026-09-20", Some(("2026-04-01", "2027-03-31"))).await;
    let (mine, other) = (of_ward(&store, Role::Security).await, of_ward(&store, Role::Security).await);
    work(&app.services).await;
    app.session = Some(people::session(&store, mine, true).await);
    let theirs = notices(&store, other).await[0].id;
    app.form(&format!("/notices/{theirs}/readings"), &[]).await.is(404);
    app.json(axum::http::Method::POST, &format!("/api/v1/notices/{theirs}/readings"), &json!({})).await.is(404);
    assert_eq!(store.unread_notices(other).await.expect("a count"), 3);
}
