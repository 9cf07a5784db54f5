//! `/jobs`: the jobs that are dead, why, and how much waits.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_store::{JobRow, JobState};
use serde::Serialize;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::NoQuery;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 200;

/// The list.
#[derive(Debug, Serialize)]
pub struct JobsPage {
    rows: Vec<Row>,
    waiting: u64,
    overdue_since: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: Uuid,
    kind: String,
    attempts: i16,
    error: String,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl From<JobRow> for Row {
    fn from(job: JobRow) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            attempts: job.attempts,
            error: job.last_error.unwrap_or_default(),
            created_at: job.created_at,
            finished_at: job.finished_at,
        }
    }
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "jobs/list.html";
    const ROOM: Room = Room::Jobs;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |kind: &str, finished_at| Row {
            id: Uuid::nil(),
            kind: kind.to_owned(),
            attempts: 5,
            error: "permanent error (550): no such user".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            finished_at,
        };
        vec![
            Self { rows: Vec::new(), waiting: 0, overdue_since: None },
            Self {
                rows: vec![row("mail", Some(DateTime::UNIX_EPOCH)), row("something", None)],
                waiting: 12,
                overdue_since: Some(DateTime::UNIX_EPOCH),
            },
        ]
    }
}

/// `GET /jobs`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Rendered> {
    let rows = state.store.jobs(Some(JobState::Dead), ROWS).await?;
    let backlog = state.store.backlog().await?;
    Ok(Rendered::new(JobsPage {
        rows: rows.into_iter().map(Row::from).collect(),
        waiting: backlog.waiting,
        overdue_since: backlog.overdue_since,
    }))
}
