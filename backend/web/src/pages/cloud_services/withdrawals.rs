//! `POST /cloud-services/{id}/withdrawals`: what was recorded by mistake is no longer believed.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::show::CloudServicePage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::withdraw_cloud_service;

/// `POST /cloud-services/{id}/withdrawals`
///
/// # Errors
/// Not found, the role is missing, or contracts use it; without a reason the form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let reason = Answers(answers).needed("withdrawal", &mut errors);
    if errors.is_empty() {
        withdraw_cloud_service(&state, &caller, id, &reason).await?;
        return Ok(Flash::Withdrawn.redirect(&format!("/cloud-services/{id}")));
    }
    let now = state.store.as_of(None, None).await?;
    let page = CloudServicePage::find(&state, &caller, id, (now, &uri), None, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
