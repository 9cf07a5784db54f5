//! `POST /jobs/{id}/settlements`: a job that was given up is settled without doing it.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::error::Result;
use crate::extract::Path;
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /jobs/{id}/settlements`
///
/// # Errors
/// Not found if no such job was given up.
pub async fn post(State(state): State<AppState>, Path(id): Path<Uuid>) -> Result<Response> {
    state.store.settle_job(id).await?;
    Ok(Flash::JobSettled.redirect("/jobs"))
}
