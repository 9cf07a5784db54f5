//! The queue: enqueue, lease, extend, finish, fail.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::{Backlog, COLUMNS, Dedupe, JobRow, JobState, Lease, NewJob, job_from};
use crate::clock::micros;
use crate::database::{Params, RowExt, all, bulk_insert, bulk_sql, exec, in_texts, one, texts};
use crate::store::is_postgres;
use crate::{Result, Store, StoreError, Work};

const INSERT: &str = "INSERT INTO jobs (id, kind, payload, state, run_at, attempts, max_attempts, dedupe, dedupe_forever, created_at) VALUES ";
const WIDTH: usize = 10;
const KNOWN: &str = " ON CONFLICT DO NOTHING";

/// The values of a new job's row.
fn values(id: Uuid, now: i64, job: NewJob) -> [Value; WIDTH] {
    let (key, forever) = match job.dedupe {
        Dedupe::None => (None, false),
        Dedupe::WhilePending(key) => (Some(key), false),
        Dedupe::Forever(key) => (Some(key), true),
    };
    [
        id.into(),
        job.kind.into(),
        job.payload.into(),
        JobState::Ready.as_code().into(),
        job.run_at.map_or(now, micros).into(),
        0_i16.into(),
        job.max_attempts.into(),
        key.into(),
        forever.into(),
        now.into(),
    ]
}

async fn enqueue(db: &impl ConnectionTrait, id: Uuid, now: i64, job: NewJob) -> Result<Option<Uuid>> {
    let sql = bulk_sql(INSERT, 1, WIDTH, KNOWN);
    Ok((exec(db, &sql, Params(values(id, now, job).into())).await? > 0).then_some(id))
}

/// Ends a lease as done; a key that holds only while the job waits is given free.
async fn finish(db: &impl ConnectionTrait, lease: &Lease, now: i64) -> Result<()> {
    let sql = "UPDATE jobs SET state = 2, finished_at = ?, lease_token = NULL, lease_until = NULL, last_error = NULL, \
         dedupe = CASE WHEN dedupe_forever THEN dedupe ELSE NULL END WHERE id = ? AND lease_token = ?";
    let done = exec(db, sql, Params::new().with(now).with(lease.id).with(lease.token)).await?;
    if done == 0 { Err(StoreError::Missing { what: "lease" }) } else { Ok(()) }
}

/// What is kept of an error.
fn shortened(error: &str) -> String {
    error.chars().take(2_000).collect()
}

impl Work {
    /// Enqueues a job in the transaction of the change; none if it is there already.
    ///
    /// # Errors
    /// The database failed.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<Option<Uuid>> {
        enqueue(&*self.tx, self.new_id(), micros(self.store.now()), job).await
    }

    /// Enqueues any number of jobs with few statements; those that are there already are left out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn enqueue_all(&mut self, jobs: Vec<NewJob>) -> Result<()> {
        let now = micros(self.store.now());
        let values = jobs.into_iter().flat_map(|job| values(self.new_id(), now, job)).collect();
        bulk_insert(&*self.tx, INSERT, WIDTH, values, KNOWN).await
    }

    /// Marks a job as done in the transaction of what it did.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the lease was lost.
    pub async fn finish_job(&mut self, lease: &Lease) -> Result<()> {
        finish(&*self.tx, lease, micros(self.store.now())).await
    }
}

impl Store {
    /// Enqueues a job; none if it is there already.
    ///
    /// # Errors
    /// The database failed.
    pub async fn enqueue(&self, job: NewJob) -> Result<Option<Uuid>> {
        enqueue(self.writer(), self.new_id(), micros(self.now()), job).await
    }

    /// Takes the next job of these kinds whose time has come, or whose worker has fallen silent; nobody else gets it meanwhile.
    ///
    /// # Errors
    /// The database failed.
    pub async fn lease_job(&self, kinds: &[&str], length: Duration) -> Result<Option<Lease>> {
        let now = self.now();
        let until = now + TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX);
        let tx = self.inner().database.begin().await?;
        let skip = if is_postgres(&tx) { " FOR UPDATE SKIP LOCKED" } else { "" };
        let sql = format!(
            "UPDATE jobs SET state = 1, attempts = attempts + 1, lease_token = ?, lease_until = ? WHERE id = (SELECT j.id FROM jobs j \
             WHERE ((j.state = 0 AND j.run_at <= ?) OR (j.state = 1 AND j.lease_until <= ?)) AND {} ORDER BY j.run_at, j.id LIMIT 1{skip}) \
             RETURNING id, kind, payload, attempts, max_attempts",
            in_texts(self.backend(), "j.kind")
        );
        let token = self.new_id();
        let at = micros(now);
        let params = Params::new().with(token).with(micros(until)).with(at).with(at).with(texts(kinds.iter().copied()));
        let Some(row) = one(&tx, &sql, params).await? else {
            tx.rollback().await?;
            return Ok(None);
        };
        let (attempt, most): (i16, i16) = (row.get(3)?, row.get(4)?);
        let lease = Lease { id: row.get(0)?, kind: row.get(1)?, payload: row.get(2)?, attempt, token, until };
        tx.commit().await.map_err(StoreError::from_db)?;
        if attempt > most {
            self.fail_job(&lease, "the worker fell silent").await?;
            return Ok(None);
        }
        Ok(Some(lease))
    }

    /// Extends a lease; false if it was lost and the work must stop.
    ///
    /// # Errors
    /// The database failed.
    pub async fn heartbeat(&self, lease: &Lease, length: Duration) -> Result<bool> {
        let until = self.now() + TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX);
        let params = Params::new().with(micros(until)).with(lease.id).with(lease.token);
        let sql = "UPDATE jobs SET lease_until = ? WHERE id = ? AND lease_token = ? AND state = 1";
        Ok(exec(self.writer(), sql, params).await? > 0)
    }

    /// Marks a job as done.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the lease was lost.
    pub async fn finish_job(&self, lease: &Lease) -> Result<()> {
        finish(self.writer(), lease, micros(self.now())).await
    }

    /// Gives a job back: tried again after 10 s, 20 s, 40 s … up to an hour, or dead after its last try.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the lease was lost.
    pub async fn fail_job(&self, lease: &Lease, error: &str) -> Result<JobState> {
        let exponent = u32::try_from(lease.attempt.clamp(1, 10) - 1).unwrap_or(0);
        let pause = (10_i64 << exponent).min(3_600);
        let now = self.now();
        let again = now + TimeDelta::seconds(pause);
        let sql = "UPDATE jobs SET state = CASE WHEN attempts >= max_attempts THEN 3 ELSE 0 END, run_at = ?, \
             finished_at = CASE WHEN attempts >= max_attempts THEN CAST(? AS BIGINT) ELSE NULL END, last_error = ?, lease_token = NULL, \
             lease_until = NULL WHERE id = ? AND lease_token = ? RETURNING state";
        let params =
            Params::new().with(micros(again)).with(micros(now)).with(shortened(error)).with(lease.id).with(lease.token);
        let row = one(self.writer(), sql, params).await?.ok_or(StoreError::Missing { what: "lease" })?;
        Ok(if row.get::<i16>(0)? == JobState::Dead.as_code() { JobState::Dead } else { JobState::Ready })
    }

    /// Gives a job up at once: it would fail again however often it is tried.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the lease was lost.
    pub async fn bury_job(&self, lease: &Lease, error: &str) -> Result<()> {
        let sql = "UPDATE jobs SET state = 3, finished_at = ?, last_error = ?, lease_token = NULL, lease_until = NULL \
             WHERE id = ? AND lease_token = ?";
        let params = Params::new().with(micros(self.now())).with(shortened(error)).with(lease.id).with(lease.token);
        if exec(self.writer(), sql, params).await? == 0 { Err(StoreError::Missing { what: "lease" }) } else { Ok(()) }
    }

    /// Jobs in a state (or all), those enqueued last first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn jobs(&self, state: Option<JobState>, limit: u32) -> Result<Vec<JobRow>> {
        let filter = state.map_or("", |_| " WHERE state = ?");
        let sql = format!("SELECT {COLUMNS} FROM jobs{filter} ORDER BY created_at DESC, id DESC LIMIT ?");
        let mut params = Params::new();
        if let Some(state) = state {
            params.push(state.as_code());
        }
        all(self.reader(), &sql, params.with(i64::from(limit))).await?.iter().map(job_from).collect()
    }

    /// What has not been done yet though its time has come.
    ///
    /// # Errors
    /// The database failed.
    pub async fn backlog(&self) -> Result<Backlog> {
        let sql = "SELECT count(*), min(run_at) FROM jobs WHERE state = 0 AND run_at <= ?";
        let row = one(self.reader(), sql, Params::new().with(micros(self.now()))).await?;
        let row = row.ok_or(StoreError::Missing { what: "jobs" })?;
        let waiting: i64 = row.get(0)?;
        Ok(Backlog { waiting: u64::try_from(waiting).unwrap_or(0), overdue_since: row.instant_or_none(1)? })
    }

    /// Gives a dead job another round of tries.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not dead.
    pub async fn retry_job(&self, id: Uuid) -> Result<()> {
        let sql = "UPDATE jobs SET state = 0, attempts = 0, run_at = ?, finished_at = NULL WHERE id = ? AND state = 3";
        let done = exec(self.writer(), sql, Params::new().with(micros(self.now())).with(id)).await?;
        if done == 0 { Err(StoreError::Missing { what: "job" }) } else { Ok(()) }
    }
}
