//! `POST /jobs/{id}/retries`: a job that was given up is tried again.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::Path;
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /jobs/{id}/retries`
///
/// # Errors
/// Not found if no such job was given up.
pub async fn post(State(state): State<AppState>, Path(id): Path<Uuid>) -> Result<Response> {
    state.store.retry_job(id).await?;
    Ok(Flash::JobRetried.redirect("/jobs"))
}
