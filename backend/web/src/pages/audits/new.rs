//! `/suppliers/{id}/audits/new`: the form. `POST /suppliers/{id}/audits` records.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_domain::facts::Room as FactRoom;
use serde::Serialize;
use uuid::Uuid;

use super::form::{AuditForm, FIELDS, body};
use crate::caller::{AuditRights, Caller};
use crate::error::Result;
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::record_fact;

/// The form for a new audit.
#[derive(Debug, Serialize)]
pub struct NewAuditPage {
    supplier: SupplierLink,
    rights: AuditRights,
    form: AuditForm,
    errors: Errors,
}

impl Page for NewAuditPage {
    const TEMPLATE: &'static str = "audits/new.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let supplier = || SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() };
        let mut errors = Errors::default();
        let answers = BTreeMap::from([("severity_0".to_owned(), "major".to_owned())]);
        super::form::read(&answers, String::new, &mut errors);
        let rights = |all| AuditRights { findings: all, correct: all, withdraw: all, accept: all };
        let empty = AuditForm::empty();
        vec![
            Self { supplier: supplier(), rights: rights(true), form: empty, errors: Errors::default() },
            Self { supplier: supplier(), rights: rights(false), form: AuditForm::typed(&Answers(answers)), errors },
        ]
    }
}

/// `GET /suppliers/{id}/audits/new`
///
/// # Errors
/// Not found without such a supplier.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    caller.require_of_supplier(Action::Record, ResourceKind::Audits, id)?;
    let supplier = SupplierLink::find(&state, &caller, id).await?;
    let rights = caller.audits(&state, Some(&[id])).await?.rights(id, None);
    Ok(Rendered::new(NewAuditPage { supplier, rights, form: AuditForm::empty(), errors: Errors::default() }))
}

/// `POST /suppliers/{id}/audits`
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
    if let Some(body) = body(&state, &answers, &mut errors) {
        match record_fact(&state, &caller, id, FactRoom::Audit, &body).await {
            Ok(_) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}#audits"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let supplier = SupplierLink::find(&state, &caller, id).await?;
    let rights = caller.audits(&state, Some(&[id])).await?.rights(id, None);
    let page = NewAuditPage { supplier, rights, form: AuditForm::typed(&Answers(answers)), errors };
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
