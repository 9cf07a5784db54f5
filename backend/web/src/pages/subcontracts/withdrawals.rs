//! `POST /subcontracts/{id}/withdrawals`: a record by mistake, or a request that was taken back.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::show::SubcontractPage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::withdraw_subcontract;

/// `POST /subcontracts/{id}/withdrawals`
///
/// # Errors
/// Not found, the role is missing, or others stand below it; without a reason the form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let reason = Answers(answers).needed("withdrawal", &mut errors);
    if errors.is_empty() {
        withdraw_subcontract(&state, &caller, id, &reason).await?;
        return Ok(Flash::Withdrawn.redirect(&format!("/subcontracts/{id}")));
    }
    let page = SubcontractPage::find(&state, &caller, id, None, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
