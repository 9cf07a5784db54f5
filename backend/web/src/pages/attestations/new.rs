//! `/suppliers/{id}/attestations/new`: the form. `POST /suppliers/{id}/attestations` records.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::attestations::{Assurance, AttestationKind};
use kakuzuke_domain::facts::Room as FactRoom;
use serde::Serialize;
use uuid::Uuid;

use super::form::{AttestationForm, FIELDS, body};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::record_fact;

/// The form for a new attestation.
#[derive(Debug, Serialize)]
pub struct NewAttestationPage {
    supplier: SupplierLink,
    kinds: Vec<&'static str>,
    assurances: Vec<&'static str>,
    form: AttestationForm,
    errors: Errors,
}

impl NewAttestationPage {
    fn new(supplier: SupplierLink, form: AttestationForm, errors: Errors) -> Self {
        Self { supplier, kinds: kinds(), assurances: assurances(), form, errors }
    }
}

/// The kinds in the order of the design.
pub(super) fn kinds() -> Vec<&'static str> {
    AttestationKind::ALL.iter().map(|kind| kind.as_str()).collect()
}

/// The ways of assurance.
pub(super) fn assurances() -> Vec<&'static str> {
    Assurance::ALL.iter().map(|assurance| assurance.as_str()).collect()
}

impl Page for NewAttestationPage {
    const TEMPLATE: &'static str = "attestations/new.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let supplier = || SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
        let mut errors = Errors::default();
        body(&BTreeMap::from([("status_0".to_owned(), "suspended".to_owned())]), &mut errors);
        vec![
            Self::new(supplier(), AttestationForm::empty(), Errors::default()),
            Self::new(supplier(), AttestationForm::typed(&Answers::default()), errors),
        ]
    }
}

/// `GET /suppliers/{id}/attestations/new`
///
/// # Errors
/// Not found without such a supplier.
pub async fn get(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let supplier = SupplierLink::find(&state, id).await?;
    Ok(Rendered::new(NewAttestationPage::new(supplier, AttestationForm::empty(), Errors::default())))
}

/// `POST /suppliers/{id}/attestations`
///
/// # Errors
/// Not found without such a supplier; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let mut errors = Errors::default();
    if let Some(body) = body(&answers, &mut errors) {
        match record_fact(&state, &caller.signature(), id, FactRoom::Attestation, &body).await {
            Ok(_) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}#attestations"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let supplier = SupplierLink::find(&state, id).await?;
    let page = NewAttestationPage::new(supplier, AttestationForm::typed(&Answers(answers)), errors);
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
