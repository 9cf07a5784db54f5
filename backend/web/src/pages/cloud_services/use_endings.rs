//! `POST /cloud-uses/{id}/endings`: a contract no longer uses a service.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::state::AppState;
use crate::writes::end_cloud_use;

/// `POST /cloud-uses/{id}/endings`
///
/// # Errors
/// Not found, the role is missing, or without a day.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let ended_on = Answers(answers).needed_day("ended_on", &mut errors);
    let ended_on = ended_on.ok_or_else(|| AppError::invalid("ended_on", "not_a_date"))?;
    let contract = end_cloud_use(&state, &caller, id, ended_on, "ended").await?;
    Ok(Flash::Saved.redirect(&format!("/contracts/{contract}/subcontracts#cloud")))
}
