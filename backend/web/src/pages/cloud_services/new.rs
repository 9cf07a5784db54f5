//! `/cloud-services/new`: the form for one service. `POST /cloud-services` records it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::form::{FIELDS, complete, empty, service};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, NoQuery};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::record_cloud_service;

/// The form.
#[derive(Debug, Serialize)]
pub struct NewCloudServicePage {
    form: Answers,
    errors: Errors,
}

impl Page for NewCloudServicePage {
    const TEMPLATE: &'static str = "cloud_services/new.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let typed = [("provider_number", "1"), ("listing_number", "2"), ("text_data", "3"), ("iso27017_to", "4")];
        let mut answers = Answers(typed.map(|(field, text)| (field.to_owned(), text.to_owned())).into_iter().collect());
        let mut errors = Errors::default();
        service(&answers, &mut errors);
        complete(&mut answers);
        vec![Self { form: empty(), errors: Errors::default() }, Self { form: answers, errors }]
    }
}

/// `GET /cloud-services/new`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(NewCloudServicePage { form: empty(), errors: Errors::default() })
}

/// `POST /cloud-services`
///
/// # Errors
/// The role is missing; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut answers = Answers(answers);
    complete(&mut answers);
    let mut errors = Errors::default();
    if let Some(service) = service(&answers, &mut errors) {
        match record_cloud_service(&state, &caller, &service).await {
            Ok(id) => return Ok(Flash::Saved.redirect(&format!("/cloud-services/{id}"))),
            Err(error) => errors.refused(error.renamed("note", "remarks"), &FIELDS)?,
        }
    }
    let page = NewCloudServicePage { form: answers, errors };
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
