//! `/suppliers/{id}/attestations/new`: the form. `POST /suppliers/{id}/attestations` records.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
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
    fn new(supplier: SupplierLink, confirms: bool, form: AttestationForm, errors: Errors) -> Self {
        Self { supplier, kinds: kinds(), assurances: assurances(confirms), form, errors }
    }
}

/// The kinds in the order of the design.
pub(super) fn kinds() -> Vec<&'static str> {
    AttestationKind::ALL.iter().map(|kind| kind.as_str()).collect()
}

/// The ways of assurance that a person can state.
pub(super) fn assurances(confirms: bool) -> Vec<&'static str> {
    let stated = |one: &&Assurance| confirms || matches!(one, Assurance::Unconfirmed | Assurance::SelfDeclared);
    Assurance::ALL.iter().filter(stated).map(|assurance| assurance.as_str()).collect()
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
            Self::new(supplier(), true, AttestationForm::empty(), Errors::default()),
            Self::new(supplier(), false, AttestationForm::typed(&Answers::default()), errors),
        ]
    }
}

fn confirms(caller: &Caller, supplier: Uuid) -> bool {
    caller.may(Action::Confirm, &Resource::new(ResourceKind::Attestations, Owner::Supplier(supplier)))
}

/// `GET /suppliers/{id}/attestations/new`
///
/// # Errors
/// Not found without such a supplier.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    caller.require_of_supplier(Action::Record, ResourceKind::Attestations, id)?;
    let supplier = SupplierLink::find(&state, &caller, id).await?;
    Ok(Rendered::new(NewAttestationPage::new(
        supplier,
        confirms(&caller, id),
        AttestationForm::empty(),
        Errors::default(),
    )))
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
        match record_fact(&state, &caller, id, FactRoom::Attestation, &body).await {
            Ok(_) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}#attestations"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let supplier = SupplierLink::find(&state, &caller, id).await?;
    let page =
        NewAttestationPage::new(supplier, confirms(&caller, id), AttestationForm::typed(&Answers(answers)), errors);
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
