//! `/suppliers/new`: the form for one supplier. `POST /suppliers` registers it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::suppliers::SupplierKind;
use serde::Serialize;

use super::form::{FIELDS, complete, members, profile};
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, NoQuery};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::{register_joint_venture, register_supplier};

/// The form.
#[derive(Debug, Serialize)]
pub struct NewSupplierPage {
    kinds: Vec<&'static str>,
    form: Answers,
    errors: Errors,
}

impl NewSupplierPage {
    fn new(mut form: Answers, errors: Errors) -> Self {
        complete(&mut form);
        Self { kinds: SupplierKind::ALL.map(SupplierKind::as_str).to_vec(), form, errors }
    }
}

impl Page for NewSupplierPage {
    const TEMPLATE: &'static str = "suppliers/new.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("number", "corporate_number_check_digit"));
        errors.add(FieldProblem::new("name", "missing"));
        errors.add(FieldProblem::new("members", "unknown_supplier"));
        vec![Self::new(Answers::default(), Errors::default()), Self::new(Answers::default(), errors)]
    }
}

/// `GET /suppliers/new`
pub async fn get(_: NoQuery) -> Rendered {
    Rendered::new(NewSupplierPage::new(Answers::default(), Errors::default()))
}

/// `POST /suppliers`
///
/// # Errors
/// When the register cannot be written; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let profile = profile(&answers, &mut errors);
    let members = members(&state, &answers, &mut errors).await?;
    let joint = answers.text("kind") == SupplierKind::JointVenture.as_str();
    match (joint, answers.text("members").is_empty()) {
        (true, true) => errors.add(FieldProblem::new("members", "missing")),
        (false, false) => errors.add(FieldProblem::new("members", "not_of_this_kind")),
        _ => {}
    }
    if errors.is_empty() {
        let registered = match profile.kind {
            SupplierKind::JointVenture => register_joint_venture(&state, &caller.signature(), &profile, &members).await,
            _ => register_supplier(&state, &caller.signature(), &profile).await,
        };
        match registered {
            Ok(id) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}"))),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = NewSupplierPage::new(answers, errors);
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
