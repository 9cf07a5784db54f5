//! `POST /cloud-services/{id}/corrections`: a new version in place of the one that was read.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::form::{FIELDS, complete, service};
use super::show::CloudServicePage;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::correct_cloud_service;

/// `POST /cloud-services/{id}/corrections`
///
/// # Errors
/// Not found, the role is missing, or another has corrected it meanwhile; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut answers = Answers(answers);
    complete(&mut answers);
    let mut errors = Errors::default();
    let service = service(&answers, &mut errors);
    let reason = answers.needed("reason", &mut errors);
    let version = answers.text("version").parse().ok();
    if let (Some(service), true) = (service, errors.is_empty()) {
        match correct_cloud_service(&state, &caller, id, version, &service, &reason).await {
            Ok(()) => return Ok(Flash::Corrected.redirect(&format!("/cloud-services/{id}"))),
            Err(error) => errors.refused(error.renamed("note", "remarks"), &FIELDS)?,
        }
    }
    let now = state.store.as_of(None, None).await?;
    let page = CloudServicePage::find(&state, &caller, id, (now, &uri), Some(answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
