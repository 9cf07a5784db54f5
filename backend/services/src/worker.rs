//! The worker: takes jobs as they come, and keeps grades in step with the calendar.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::imports::background::{JOB, LEASE};

/// Pause while there is nothing to do.
const IDLE: Duration = Duration::from_millis(500);
/// Pause after the database failed.
const TROUBLE: Duration = Duration::from_secs(5);

/// Works until `shutdown` is ready. A job that is under way then is left to its lease.
pub async fn run(services: Services, shutdown: impl Future<Output = ()>) {
    let mut shutdown = pin!(shutdown);
    let mut fresh_on = None;
    loop {
        let pause = tokio::select! {
            worked = round(&services, &mut fresh_on) => match worked {
                Ok(true) => continue,
                Ok(false) => IDLE,
                Err(error) => {
                    tracing::error!(%error, "the worker met an error");
                    TROUBLE
                }
            },
            () = &mut shutdown => return,
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = &mut shutdown => return,
        }
    }
}

/// One job, if there is one; and the grades that change with the day. True where there was something to do.
async fn round(services: &Services, fresh_on: &mut Option<chrono::NaiveDate>) -> Result<bool> {
    let today = services.store().today();
    if *fresh_on != Some(today) {
        let changed = services.store().freshen().await?;
        tracing::info!(%today, changed, "grades follow the calendar");
        *fresh_on = Some(today);
    }
    let Some(lease) = services.store().lease_job(&[JOB], LEASE).await? else { return Ok(false) };
    let done = match lease.kind.as_str() {
        JOB => services.do_import(&lease).await,
        other => Err(ServicesError::Damaged(format!("jobs: {other}"))),
    };
    if let Err(error) = done {
        tracing::error!(%error, job = %lease.id, "a job failed");
        services.store().fail_job(&lease, &error.to_string()).await?;
    }
    Ok(true)
}
