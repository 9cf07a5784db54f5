//! `POST /contracts/{id}/cloud-uses`: a contract uses a service.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::cloud_services::CloudUse;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::subcontracts::{ChainPage, Typed};
use crate::render::Rendered;
use crate::state::AppState;
use crate::writes::record_cloud_use;

/// Services to choose from.
const MOST: u32 = 500;
const FIELDS: [&str; 4] = ["service", "purpose", "use_from", "use_to"];

/// A service to choose.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceChoice {
    id: Uuid,
    name: String,
    provider: String,
}

#[cfg(test)]
impl ServiceChoice {
    /// One of them.
    pub fn sample() -> Self {
        Self {
            id: Uuid::nil(), name: "見本クラウド".to_owned(), provider: "見本クラウド株式会社".to_owned()
        }
    }
}

/// The services that a contract can use.
///
/// # Errors
/// When the register cannot be read.
pub async fn choices(state: &AppState) -> Result<Vec<ServiceChoice>> {
    let now = state.store.as_of(None, None).await?;
    let rows = state.store.cloud_services(None, MOST, &now).await?.into_iter();
    let choice = |row: kakuzuke_store::CloudServiceRow| ServiceChoice {
        id: row.id,
        name: row.service.name,
        provider: row.service.provider,
    };
    Ok(rows.map(choice).collect())
}

/// The empty form.
#[must_use]
pub fn use_form() -> Answers {
    Answers(FIELDS.map(|field| (field.to_owned(), String::new())).into_iter().collect())
}

/// `POST /contracts/{id}/cloud-uses`
///
/// # Errors
/// Not found, or the role is missing; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut answers = Answers(answers);
    for field in FIELDS {
        answers.0.entry(field.to_owned()).or_default();
    }
    let mut errors = Errors::default();
    let service = service(&answers, &mut errors);
    let usage = CloudUse {
        valid_from: answers.day("use_from", &mut errors),
        valid_to: answers.day("use_to", &mut errors),
        purpose: answers.limited("purpose", &mut errors),
    };
    if let (Some(service), true) = (service, errors.is_empty()) {
        match record_cloud_use(&state, &caller, id, service, &usage).await {
            Ok(_) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}/subcontracts#cloud"))),
            Err(error) => errors.refused(error.renamed("valid_to", "use_to"), &FIELDS)?,
        }
    }
    let now = state.store.as_of(None, None).await?;
    let typed = Typed { cloud_use: Some((answers, errors)), ..Typed::default() };
    let page = ChainPage::find(&state, &caller, id, (now, &uri), typed).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

fn service(answers: &Answers, errors: &mut Errors) -> Option<Uuid> {
    let text = answers.needed("service", errors);
    if text.is_empty() {
        return None;
    }
    let id = text.parse().ok();
    if id.is_none() {
        errors.add(FieldProblem::new("service", "unknown_cloud_service"));
    }
    id
}
