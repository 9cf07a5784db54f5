//! `POST /jobs/{id}/retries`: a job that was given up is tried again.

use axum::extract::State;
use axum::response::Redirect;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::Path;
use crate::state::AppState;

/// `POST /jobs/{id}/retries`
///
/// # Errors
/// Not found if no such job was given up.
pub async fn post(State(state): State<AppState>, Path(id): Path<Uuid>) -> Result<Redirect> {
    state.store.retry_job(id).await?;
    Ok(Redirect::to("/jobs"))
}
