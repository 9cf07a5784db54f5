//! `POST /cloud-uses/{id}/withdrawals`: the record of a use that never was.

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
use crate::writes::withdraw_cloud_use;

/// `POST /cloud-uses/{id}/withdrawals`
///
/// # Errors
/// Not found, the role is missing, or without a reason.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let reason = Answers(answers).needed("withdrawal", &mut errors);
    if !errors.is_empty() {
        return Err(AppError::invalid("withdrawal", "missing"));
    }
    let contract = withdraw_cloud_use(&state, &caller, id, &reason).await?;
    Ok(Flash::Withdrawn.redirect(&format!("/contracts/{contract}/subcontracts#cloud")))
}
