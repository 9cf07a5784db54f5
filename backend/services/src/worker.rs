//! The worker: takes jobs as they come, and does what a new day brings.

use std::future::Future;
use std::time::Duration;

use chrono::NaiveDate;
use kakuzuke_store::{Lease, MAIL_JOB, StoreError};
use tokio::sync::watch;

use crate::Services;
use crate::approvals::REGRADE_JOB;
use crate::errors::{Result, ServicesError};
use crate::imports::background;
use crate::notices::{DIGEST_JOB, REMINDERS_JOB};
use crate::upkeep::UPKEEP_JOB;

/// Pause while there is nothing to do.
const IDLE: Duration = Duration::from_millis(500);
/// Pause after the database failed.
const TROUBLE: Duration = Duration::from_secs(5);

/// Jobs that one worker does one after another, beside those of the other lanes: a long import keeps no mail waiting.
struct Lane {
    /// The kinds of its jobs; [`carry_out`] knows how each is done.
    kinds: &'static [&'static str],
    /// How long a worker may be silent before another takes its job over.
    lease: Duration,
}

static LANES: [Lane; 2] = [
    Lane { kinds: &[background::JOB, REGRADE_JOB], lease: background::LEASE },
    Lane { kinds: &[MAIL_JOB, REMINDERS_JOB, DIGEST_JOB, UPKEEP_JOB], lease: Duration::from_secs(5 * 60) },
];

/// Does one job.
async fn carry_out(services: &Services, lease: &Lease) -> Result<()> {
    match lease.kind.as_str() {
        background::JOB => services.do_import(lease).await,
        REGRADE_JOB => services.regrade(lease).await,
        MAIL_JOB => services.send_mail(lease).await,
        REMINDERS_JOB => services.remind(lease).await,
        DIGEST_JOB => services.digest(lease).await,
        UPKEEP_JOB => services.tidy(lease).await,
        other => Err(ServicesError::Damaged(format!("jobs: {other}"))),
    }
}

/// What is done again and again beside the rest.
enum Task {
    /// What a new day brings; holds the day for which that is done.
    Calendar(Option<NaiveDate>),
    /// Jobs of one lane.
    Lane(&'static Lane),
}

impl Task {
    /// Does what there is to do now. True where there may be more.
    async fn round(&mut self, services: &Services) -> Result<bool> {
        match self {
            Self::Lane(lane) => job(services, lane).await,
            Self::Calendar(done_on) => {
                let today = services.store().today();
                if *done_on != Some(today) {
                    services.schedule(today).await?;
                    let changed = services.store().freshen().await?;
                    tracing::info!(%today, changed, "grades follow the calendar");
                    *done_on = Some(today);
                }
                Ok(false)
            }
        }
    }
}

/// Works until `shutdown` is ready. A job that is under way then is left to its lease.
pub async fn run(services: Services, shutdown: impl Future<Output = ()>) {
    let (stop, stopped) = watch::channel(false);
    let [imports, others] = &LANES;
    let told = async {
        shutdown.await;
        stop.send_replace(true);
    };
    tokio::join!(
        rounds(&services, Task::Calendar(None), stopped.clone()),
        rounds(&services, Task::Lane(imports), stopped.clone()),
        rounds(&services, Task::Lane(others), stopped),
        told
    );
}

/// Rounds of one task, with a pause where there was nothing to do, until it is told to stop.
async fn rounds(services: &Services, mut task: Task, mut stopped: watch::Receiver<bool>) {
    loop {
        let pause = tokio::select! {
            worked = task.round(services) => match worked {
                Ok(true) => continue,
                Ok(false) => IDLE,
                Err(ServicesError::Store(StoreError::Busy)) => TROUBLE,
                Err(error) => {
                    tracing::error!(%error, "the worker met an error");
                    TROUBLE
                }
            },
            _ = stopped.wait_for(|stopped| *stopped) => return,
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

/// One job of a lane, if there is one. True where there was.
async fn job(services: &Services, lane: &Lane) -> Result<bool> {
    let Some(lease) = services.store().lease_job(lane.kinds, lane.lease).await? else { return Ok(false) };
    if let Err(error) = carry_out(services, &lease).await {
        tracing::error!(%error, job = %lease.id, kind = lease.kind, "a job failed");
        services.store().fail_job(&lease, &error.to_string()).await?;
    }
    Ok(true)
}

/// Does every job whose time has come, and what the day brings, and ends.
///
/// # Errors
/// The database failed.
pub async fn drain(services: &Services) -> Result<()> {
    services.schedule(services.store().today()).await?;
    loop {
        let mut worked = false;
        for lane in &LANES {
            worked |= job(services, lane).await?;
        }
        if !worked {
            return Ok(());
        }
    }
}
