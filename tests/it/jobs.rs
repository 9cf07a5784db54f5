//! Background work that is over: what was given up waits for an operator, what is done is forgotten after a while.
use std::time::Duration;

use axum::http::Method;
use chrono::TimeDelta;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::worker;
use kakuzuke_store::{Dedupe, JobState, NewJob, Store};
use serde_json::json;
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people;

both!(what_is_done_is_forgotten_and_what_failed_is_not, an_operator_settles_what_was_given_up);

const LETTER: &str = "letter";

async fn job(store: &Store, dies: bool) -> Uuid {
    let key = store.new_id().to_string();
    let new = NewJob { dedupe: Dedupe::WhilePending(key), ..NewJob::new(LETTER, "{}") };
    let id = store.enqueue(new).await.expect("enqueued").expect("a job");
    let lease = store.lease_job(&[LETTER], Duration::from_secs(60)).await.expect("a look").expect("a lease");
    if dies {
        store.bury_job(&lease, "no post office").await.expect("dead");
    } else {
        store.finish_job(&lease).await.expect("done");
    }
    id
}

async fn states(store: &Store) -> Vec<(Uuid, JobState)> {
    let jobs = store.jobs(None, 100).await.expect("jobs");
    jobs.into_iter().filter(|job| job.kind == LETTER).map(|job| (job.id, job.state)).collect()
}

async fn what_is_done_is_forgotten_and_what_failed_is_not(engine: Engine) {
    let app = TestApp::new(engine).await;
    let services = app.services.clone().with_kept_days(10);
    let store = services.store();
    let (done, dead) = (job(store, false).await, job(store, true).await);
    app.clock.set(store.now() + TimeDelta::days(9));
    let later = job(store, false).await;
    worker::drain(&services).await.expect("worked");
    assert_eq!(states(store).await.len(), 3, "nothing is ten days old");
    app.clock.set(store.now() + TimeDelta::days(2));
    worker::drain(&services).await.expect("worked");
    let left = states(store).await;
    assert!(!left.iter().any(|(id, _)| *id == done), "{left:?}");
    assert_eq!(left, [(later, JobState::Done), (dead, JobState::Dead)]);
    store.settle_job(dead).await.expect("settled");
    app.clock.set(store.now() + TimeDelta::days(11));
    worker::drain(&services).await.expect("worked");
    assert!(states(store).await.is_empty());
    let kinds: Vec<String> = store.jobs(None, 100).await.expect("jobs").into_iter().map(|job| job.kind).collect();
    assert!(kinds.iter().filter(|kind| *kind == "reminders").count() == 1, "only this day's: {kinds:?}");
}

async fn an_operator_settles_what_was_given_up(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let (first, second, third) = (job(&store, true).await, job(&store, true).await, job(&store, false).await);
    let operator = Grant { role: Role::Operator, tenant: Tenant::Installation };
    app.session = Some(people::person(&store, "運用", &[operator]).await.session);
    let page = app.page("/jobs", "ja").await.is(200).text();
    assert!(page.contains(&format!("/jobs/{first}/settlements")) && !page.contains(&third.to_string()), "{page}");
    assert_eq!(app.form(&format!("/jobs/{first}/settlements"), &[]).await.is(303).location(), "/jobs");
    app.form(&format!("/jobs/{first}/settlements"), &[]).await.is(404);
    app.form(&format!("/jobs/{third}/settlements"), &[]).await.is(404);
    assert!(!app.page("/jobs", "ja").await.text().contains(&first.to_string()));
    app.json(Method::POST, &format!("/api/v1/jobs/{second}/settlements"), &json!({})).await.is(204);
    assert!(app.page("/jobs", "ja").await.text().contains("終わらなかった処理はありません"));
    assert!(states(&store).await.iter().all(|(_, state)| *state == JobState::Done));
}
