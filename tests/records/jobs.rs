//! The queue: one worker for each job, whatever happens to the worker.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use kakuzuke_store::{Clock, Dedupe, JobState, NewJob};

use crate::both;
use crate::house::House;

both!(
    a_job_goes_to_one_worker,
    a_silent_worker_loses_its_job,
    failures_wait_longer_and_end,
    a_key_holds,
    a_job_comes_with_its_change
);

const MINUTE: Duration = Duration::from_secs(60);

async fn a_job_goes_to_one_worker(house: House) {
    for at in 0..20 {
        house.store.enqueue(NewJob::new("letter", format!("{at}"))).await.expect("enqueued");
    }
    let workers = (0..4).map(|_| {
        let store = house.store.clone();
        tokio::spawn(async move {
            let mut got = Vec::new();
            while let Some(lease) = store.lease_job(&["letter"], MINUTE).await.expect("a look") {
                got.push(lease.payload.clone());
                store.finish_job(&lease).await.expect("finished");
            }
            got
        })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.expect("a worker"));
    }
    assert_eq!(all.len(), 20);
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 20);
    assert!(house.store.lease_job(&["other"], MINUTE).await.expect("a look").is_none());
}

async fn a_silent_worker_loses_its_job(house: House) {
    house.store.enqueue(NewJob::new("letter", "{}")).await.expect("enqueued");
    let lost = house.store.lease_job(&["letter"], MINUTE).await.expect("a look").expect("a lease");
    assert!(house.store.lease_job(&["letter"], MINUTE).await.expect("a look").is_none());
    assert!(house.store.heartbeat(&lost, MINUTE).await.expect("extended"));
    house.clock.set(house.clock.now() + TimeDelta::seconds(61));
    let lease = house.store.lease_job(&["letter"], MINUTE).await.expect("a look").expect("a second lease");
    assert_eq!(lease.attempt, 2);
    assert!(!house.store.heartbeat(&lost, MINUTE).await.expect("an answer"));
    assert_eq!(house.store.finish_job(&lost).await.expect_err("lost").code(), "missing");
    house.store.finish_job(&lease).await.expect("finished");
}

async fn failures_wait_longer_and_end(house: House) {
    house.store.enqueue(NewJob { max_attempts: 2, ..NewJob::new("letter", "{}") }).await.expect("enqueued");
    let lease = house.store.lease_job(&["letter"], MINUTE).await.expect("a look").expect("a lease");
    assert_eq!(house.store.fail_job(&lease, "no post office").await.expect("failed"), JobState::Ready);
    assert!(house.store.lease_job(&["letter"], MINUTE).await.expect("a look").is_none(), "not at once");
    house.clock.set(house.clock.now() + TimeDelta::seconds(11));
    let lease = house.store.lease_job(&["letter"], MINUTE).await.expect("a look").expect("a lease");
    assert_eq!(house.store.fail_job(&lease, "still none").await.expect("failed"), JobState::Dead);
    let dead = house.store.jobs(Some(JobState::Dead), 10).await.expect("jobs");
    assert_eq!((dead.len(), dead[0].last_error.as_deref()), (1, Some("still none")));
    house.store.retry_job(dead[0].id).await.expect("again");
    assert!(house.store.lease_job(&["letter"], MINUTE).await.expect("a look").is_some());
}

async fn a_key_holds(house: House) {
    let keyed = |dedupe| NewJob { dedupe, ..NewJob::new("regrade", "{}") };
    let pending = || keyed(Dedupe::WhilePending("today".to_owned()));
    let forever = || keyed(Dedupe::Forever("reminder".to_owned()));
    assert!(house.store.enqueue(pending()).await.expect("enqueued").is_some());
    assert!(house.store.enqueue(pending()).await.expect("a look").is_none());
    assert!(house.store.enqueue(forever()).await.expect("enqueued").is_some());
    for _ in 0..2 {
        let lease = house.store.lease_job(&["regrade"], MINUTE).await.expect("a look").expect("a lease");
        house.store.finish_job(&lease).await.expect("finished");
    }
    assert!(house.store.enqueue(pending()).await.expect("enqueued").is_some());
    assert!(house.store.enqueue(forever()).await.expect("a look").is_none());
}

async fn a_job_comes_with_its_change(house: House) {
    let mut work = house.begin().await;
    work.enqueue(NewJob::new("letter", "{}")).await.expect("enqueued");
    drop(work);
    assert!(house.store.lease_job(&["letter"], MINUTE).await.expect("a look").is_none());
    let mut work = house.begin().await;
    work.enqueue(NewJob::new("letter", "{}")).await.expect("enqueued");
    work.commit().await.expect("committed");
    assert!(house.store.lease_job(&["letter"], MINUTE).await.expect("a look").is_some());
}
