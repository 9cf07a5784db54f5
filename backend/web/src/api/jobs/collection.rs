//! `/api/v1/jobs`: the jobs that were given up.

use axum::extract::State;
use kakuzuke_store::{JobRow, JobState};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::day::Instant;
use crate::api::list::{List, MOST};
use crate::error::Result;
use crate::extract::{Json, NoQuery};
use crate::state::AppState;

/// A job that was given up.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobItem {
    /// Its id.
    pub id: Uuid,
    /// What was to be done.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i16,
    /// What went wrong last.
    pub error: Option<String>,
    /// When it was enqueued.
    pub created_at: Instant,
    /// When it was given up.
    pub finished_at: Option<Instant>,
}

impl From<JobRow> for JobItem {
    fn from(job: JobRow) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            attempts: job.attempts,
            error: job.last_error,
            created_at: Instant(job.created_at),
            finished_at: job.finished_at.map(Instant),
        }
    }
}

/// The jobs that were given up, those enqueued last first; at most 200.
#[utoipa::path(
    get,
    path = "/api/v1/jobs",
    operation_id = "list_dead_jobs",
    tag = "jobs",
    responses((status = 200, body = List<JobItem>))
)]
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Json<List<JobItem>>> {
    let jobs = state.store.jobs(Some(JobState::Dead), MOST).await?;
    Ok(Json(List::whole(jobs.into_iter().map(JobItem::from).collect())))
}
