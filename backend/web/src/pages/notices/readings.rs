//! `POST /notices/readings` and `POST /notices/{id}/readings`: a person has read.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::state::AppState;

/// `POST /notices/{id}/readings`
///
/// # Errors
/// Not found if the notice is not the caller's.
pub async fn post(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    state.store.read_notice(caller.account()?, id).await?;
    Ok(Flash::NoticesRead.redirect("/notices"))
}

/// What was shown.
#[derive(Debug, Clone, Deserialize)]
pub struct Shown {
    until: String,
}

/// `POST /notices/readings`: everything made until the list was shown. What came since stays unread.
///
/// # Errors
/// `until` is no instant.
pub async fn post_all(State(state): State<AppState>, caller: Caller, Form(shown): Form<Shown>) -> Result<Response> {
    let until = DateTime::parse_from_rfc3339(&shown.until).map_err(|_| AppError::invalid("until", "invalid_value"))?;
    state.store.read_notices_until(caller.account()?, until.with_timezone(&Utc)).await?;
    Ok(Flash::NoticesRead.redirect("/notices"))
}
