//! Leaving: roles and accounts end on their days, and so do the invitations of those who left.
use std::time::Duration;

use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_store::Actor;
use serde_json::Value;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::rotation::{bring, counts, email, of_ward, roles};

both!(
    roles_begin_and_end_on_their_days,
    somebody_retired_is_out_on_the_day,
    an_invitation_is_void_once_its_sender_may_not_invite,
);

async fn roles_begin_and_end_on_their_days(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let officer = Actor::account(of_ward(&store, "千代田 守", Role::Security, WARD).await);
    let colleague = of_ward(&store, "千代田 読", Role::Reader, WARD).await;
    let address = email(&store, colleague).await;
    let rows = [
        ["千代田　読", &address, "契約・調達担当", "転入", "R8.10.1", "2026年12月31日", "", "", ""],
        ["千代田 読", &address, "閲覧者", "転出", "", "令和8年9月30日", "", "", ""],
    ];
    assert_eq!(counts(&bring(&app, &officer, &rows).await), [0, 2, 0, 0]);
    let at = |text: &str| app.clock.set(text.parse().expect("an instant"));
    let again = [0, 0, 2, 0];
    assert_eq!(counts(&bring(&app, &officer, &rows).await), again);
    assert_eq!(roles(&store, colleague).await, [Role::Reader]);
    at("2026-09-30T14:59:59Z");
    assert_eq!(roles(&store, colleague).await, [Role::Reader], "up to the end of the day in Japan");
    at("2026-09-30T15:00:00Z");
    assert_eq!(roles(&store, colleague).await, [Role::Procurement]);
    assert_eq!(counts(&bring(&app, &officer, &rows).await), again);
    let longer = [["", address.as_str(), "調達担当", "", "", "2027-03-31", "", "", ""]];
    assert_eq!(counts(&bring(&app, &officer, &longer).await), [0, 1, 0, 0]);
    at("2027-03-31T14:59:59Z");
    assert_eq!(roles(&store, colleague).await, [Role::Procurement]);
    at("2027-03-31T15:00:00Z");
    assert!(roles(&store, colleague).await.is_empty());
    let history = store.grant_history(colleague).await.unwrap();
    assert_eq!(history.len(), 2, "{history:?}");
    assert!(history.iter().all(|row| row.is_over(store.now())), "{history:?}");
}

async fn somebody_retired_is_out_on_the_day(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let officer = of_ward(&store, "千代田 守", Role::Security, WARD).await;
    let leaver = of_ward(&store, "千代田 去", Role::Procurement, WARD).await;
    let address = email(&store, leaver).await;
    let rows = [["", address.as_str(), "", "定年退職", "", "2026-09-01", "", "", ""]];
    assert_eq!(counts(&bring(&app, &Actor::account(officer), &rows).await), [0, 1, 0, 0]);
    assert_eq!(counts(&bring(&app, &Actor::account(officer), &rows).await), [0, 0, 1, 0]);
    app.session = Some(people::session(&store, officer, true).await);
    let page = app.page(&format!("/people/{leaver}"), "ja").await.is(200).text();
    assert!(page.contains("停止する予定") && page.contains("停止の予定を取り消す"), "{page}");
    app.form(&format!("/people/{leaver}/reopenings"), &[]).await.is(303);
    let kept = store.person(leaver).await.unwrap().unwrap();
    assert_eq!((kept.account.closes_at, kept.grants[0].until()), (None, None), "taken back whole");
    assert_eq!(counts(&bring(&app, &Actor::account(officer), &rows).await), [0, 1, 0, 0]);
    app.clock.set("2026-09-01T14:59:59Z".parse().unwrap());
    let session = people::session(&store, leaver, true).await;
    app.session = Some(session.clone());
    app.get("/suppliers").await.is(200);
    app.clock.set("2026-09-01T15:00:00Z".parse().unwrap());
    assert!(app.get("/suppliers").await.location().starts_with("/sign-in"), "out on the day, without anybody's doing");
    app.session = Some(people::session(&store, officer, true).await);
    assert!(app.page(&format!("/people/{leaver}"), "ja").await.is(200).text().contains("停止中"));
    assert!(!app.page("/people", "ja").await.text().contains("千代田 去"));
    assert_eq!(counts(&bring(&app, &Actor::account(officer), &rows).await), [0, 0, 1, 0]);
    app.form(&format!("/people/{leaver}/reopenings"), &[]).await.is(303);
    app.session = Some(session);
    assert!(app.get("/suppliers").await.location().starts_with("/sign-in"), "what was open before stays shut");
}

async fn an_invitation_is_void_once_its_sender_may_not_invite(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (leaver, stayer) = (
        of_ward(&store, "転出 守", Role::Security, WARD).await,
        of_ward(&store, "千代田 守", Role::Security, WARD).await,
    );
    let link = async || -> String {
        let lease =
            store.lease_job(&[kakuzuke_store::MAIL_JOB], Duration::from_secs(60)).await.unwrap().expect("a mail");
        store.finish_job(&lease).await.unwrap();
        let mail: Value = serde_json::from_str(&lease.payload).unwrap();
        mail["href"].as_str().unwrap().to_owned()
    };
    for way_out in ["role", "closure"] {
        app.session = Some(people::session(&store, leaver, true).await);
        let address = format!("{way_out}@city.example.jp");
        let fields =
            [("person_name", "新人"), ("email", &*address), ("language", "ja"), ("role", "reader"), ("place", WARD)];
        app.form("/people/invitations", &fields).await.is(303);
        let first = link().await;
        app.session = Some(people::session(&store, stayer, true).await);
        if way_out == "role" {
            let held = store.person(leaver).await.unwrap().unwrap().grants[0].id;
            app.form(&format!("/people/{leaver}/grants/{held}/withdrawals"), &[]).await.is(303);
        } else {
            app.form(&format!("/people/{leaver}/closures"), &[]).await.is(303);
        }
        app.session = None;
        let page = app.page(&first, "ja").await.is(200).text();
        assert!(page.contains("無効になりました") && page.contains("再送を依頼"), "{page}");
        app.form(&first, &[("new_password", "seven quiet herons above the pond")]).await.is(422);
        assert!(store.person_by_email(&address).await.unwrap().is_none(), "nobody comes in by it");
        app.session = Some(people::session(&store, stayer, true).await);
        let list = app.page("/people/invitations", "ja").await.is(200).text();
        assert!(list.contains("1件の招待が無効"), "{list}");
        let waiting = store.waiting_invitations(None).await.unwrap();
        let id = waiting.iter().find(|one| one.email.as_deref() == Some(&address)).unwrap().id;
        app.form(&format!("/people/invitations/{id}/renewals"), &[]).await.is(303);
        assert!(!app.page("/people/invitations", "ja").await.text().contains("件の招待が無効"));
        let second = link().await;
        app.session = None;
        assert!(app.page(&first, "ja").await.text().contains("使用済み"), "the link of before is dead");
        app.form(&second, &[("new_password", "seven quiet herons above the pond")]).await.is(303);
        assert!(store.person_by_email(&address).await.unwrap().is_some());
        if way_out == "role" {
            let tenant = Tenant::Buyer(people::ward(&store, WARD).await);
            let mut work = store.begin(&Actor::system(), "accounts.grants").await.unwrap();
            work.grant(leaver, Grant { role: Role::Security, tenant }).await.unwrap();
            work.commit().await.unwrap();
        }
    }
}
