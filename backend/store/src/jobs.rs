//! Work to be done later: rows, enqueued in the transaction of the change that causes them, leased one at a time.

mod purge;
mod queue;

use chrono::{DateTime, Utc};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::database::RowExt;
use crate::{Result, StoreError};

/// A job to be enqueued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Not before; now if none.
    pub run_at: Option<DateTime<Utc>>,
    /// After so many failures it is dead, and a person must look.
    pub max_attempts: i16,
    /// Whether it may be there twice.
    pub dedupe: Dedupe,
}

impl NewJob {
    /// A job to be done as soon as possible, tried five times.
    #[must_use]
    pub fn new(kind: impl Into<String>, payload: impl Into<String>) -> Self {
        Self { kind: kind.into(), payload: payload.into(), run_at: None, max_attempts: 5, dedupe: Dedupe::None }
    }
}

/// Whether a job may be there twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dedupe {
    /// It may.
    None,
    /// Not while another of its kind with this key waits or runs.
    WhilePending(String),
    /// Never again, for as long as done jobs are kept: a reminder that is sent once.
    Forever(String),
}

/// State of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its time.
    Ready,
    /// Someone works on it.
    Leased,
    /// Done.
    Done,
    /// Given up.
    Dead,
}

impl JobState {
    const ALL: [Self; 4] = [Self::Ready, Self::Leased, Self::Done, Self::Dead];

    fn as_code(self) -> i16 {
        match self {
            Self::Ready => 0,
            Self::Leased => 1,
            Self::Done => 2,
            Self::Dead => 3,
        }
    }

    /// Machine word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Leased => "leased",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

/// The right to work on a job until an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// Which try this is, from 1.
    pub attempt: i16,
    /// Proves the right.
    pub token: Uuid,
    /// Until when, unless it is extended.
    pub until: DateTime<Utc>,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// The job.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// State.
    pub state: JobState,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Tries so far.
    pub attempts: i16,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: DateTime<Utc>,
    /// When it was done or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

/// What has not been done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs whose time has come, and which nobody works on.
    pub waiting: u64,
    /// When the oldest of them was to be done.
    pub overdue_since: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, kind, payload, state, run_at, attempts, last_error, created_at, finished_at";

fn job_from(row: &QueryResult) -> Result<JobRow> {
    let code: i16 = row.get(3)?;
    let state = JobState::ALL.into_iter().find(|state| state.as_code() == code);
    Ok(JobRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        payload: row.get(2)?,
        state: state.ok_or_else(|| StoreError::Damaged("jobs: state".to_owned()))?,
        run_at: row.instant(4)?,
        attempts: row.get(5)?,
        last_error: row.get(6)?,
        created_at: row.instant(7)?,
        finished_at: row.instant_or_none(8)?,
    })
}
