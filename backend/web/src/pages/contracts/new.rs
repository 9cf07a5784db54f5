//! `/contracts/new`: the form for a contract. `POST /contracts` records it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::suppliers::CorporateNumber;
use kakuzuke_store::{Buyer, SupplierQuery};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form::{Choices, ContractForm, draft, refused};
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Query};
use crate::flash::Flash;
use crate::pages::buyers::BuyerChoice;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Suppliers of one name that are offered to choose from.
const CANDIDATES: u32 = 10;

/// The form for a new contract.
#[derive(Debug, Serialize)]
pub struct NewContractPage {
    buyers: Vec<BuyerChoice>,
    candidates: Vec<SupplierLink>,
    choices: Choices,
    form: ContractForm,
    errors: Errors,
}

/// What the form begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    supplier: Option<Uuid>,
}

impl Page for NewContractPage {
    const TEMPLATE: &'static str = "contracts/new.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let buyer = |code: &str, name: &str| BuyerChoice { code: code.to_owned(), name: name.to_owned() };
        let link = |name: &str| SupplierLink { id: Uuid::nil(), name: name.to_owned() };
        let mut errors = Errors::default();
        let answers = Answers(BTreeMap::from([
            ("begins_on".to_owned(), "令和8年4月1日".to_owned()),
            ("ends_on".to_owned(), "令和8年3月31日".to_owned()),
            ("persons".to_owned(), "多数".to_owned()),
            ("zone_none".to_owned(), "true".to_owned()),
            ("zone_lgwan".to_owned(), "true".to_owned()),
        ]));
        draft(&answers, chrono::NaiveDate::default(), &mut errors);
        errors.add(FieldProblem::new("supplier", "contract_supplier_several"));
        vec![
            Self {
                buyers: vec![buyer("131016", "千代田区")],
                candidates: Vec::new(),
                choices: Choices::all(),
                form: ContractForm::empty(),
                errors: Errors::default(),
            },
            Self {
                buyers: vec![buyer("131016", "千代田区"), buyer("131024", "中央区")],
                candidates: vec![link("見本商事"), link("株式会社見本")],
                choices: Choices::all(),
                form: ContractForm::typed(&answers),
                errors,
            },
        ]
    }
}

/// The buyers for which the caller may record contracts.
async fn own_buyers(state: &AppState, caller: &Caller) -> Result<Vec<Buyer>> {
    let may =
        |buyer: &Buyer| caller.may(Action::Record, &Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer.id)));
    Ok(state.store.every_buyer().await?.into_iter().filter(|buyer| buyer.code.is_some() && may(buyer)).collect())
}

fn choices(buyers: Vec<Buyer>) -> Vec<BuyerChoice> {
    buyers.into_iter().filter_map(|buyer| Some(BuyerChoice { code: buyer.code?, name: buyer.name })).collect()
}

/// `GET /contracts/new`
///
/// # Errors
/// Not found for a supplier that is not there.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(asked): Query<Asked>) -> Result<Rendered> {
    let mut form = ContractForm::empty();
    if let Some(id) = asked.supplier {
        let supplier = SupplierLink::find(&state, &caller, id).await?;
        form = form.with("supplier", supplier.name).with("supplier_id", id.to_string());
    }
    Ok(Rendered::new(NewContractPage {
        buyers: choices(own_buyers(&state, &caller).await?),
        candidates: Vec::new(),
        choices: Choices::all(),
        form,
        errors: Errors::default(),
    }))
}

/// `POST /contracts`
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
    let buyers = own_buyers(&state, &caller).await?;
    let buyer = buyer(&buyers, &answers, &mut errors);
    let mut candidates = Vec::new();
    let supplier = supplier(&state, &caller, &answers, &mut candidates, &mut errors).await?;
    let draft = draft(&answers, state.store.today(), &mut errors);
    if let (Some(buyer), Some(supplier)) = (buyer, supplier)
        && errors.is_empty()
    {
        match state.services.record_contract(caller.actor(), buyer, supplier, None, draft).await {
            Ok(id) => return Ok(Flash::Saved.redirect(&format!("/contracts/{id}"))),
            Err(error) => refused(error, &mut errors)?,
        }
    }
    let (buyers, form) = (choices(buyers), ContractForm::typed(&answers));
    let page = NewContractPage { buyers, candidates, choices: Choices::all(), form, errors };
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The buyer that was chosen, or the only one there is.
fn buyer(buyers: &[Buyer], answers: &Answers, errors: &mut Errors) -> Option<Uuid> {
    let found = match (answers.text("buyer"), buyers) {
        ("", [only]) => return Some(only.id),
        ("", _) => {
            errors.add(FieldProblem::new("buyer", "missing"));
            return None;
        }
        (code, all) => all.iter().find(|buyer| buyer.code.as_deref() == Some(code)),
    };
    if found.is_none() {
        errors.add(FieldProblem::new("buyer", "unknown_buyer"));
    }
    found.map(|buyer| buyer.id)
}

/// The supplier that was chosen, has this number, or alone has this name; several of one name are offered to choose from.
async fn supplier(
    state: &AppState,
    caller: &Caller,
    answers: &Answers,
    candidates: &mut Vec<SupplierLink>,
    errors: &mut Errors,
) -> Result<Option<Uuid>> {
    if let Ok(id) = answers.text("supplier_id").parse::<Uuid>() {
        let known = state.store.suppliers_by_ids(&[id]).await?.contains_key(&id);
        if !known {
            errors.add(FieldProblem::new("supplier", "unknown_supplier"));
        }
        return Ok(Some(id).filter(|_| known));
    }
    let text = answers.needed("supplier", errors);
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(number) = CorporateNumber::parse(&text) {
        let known = state.store.supplier_id_by_number(&number.to_string()).await?;
        if known.is_none() {
            errors.add(FieldProblem::new("supplier", "unknown_supplier"));
        }
        return Ok(known);
    }
    let now = state.store.as_of(None, None).await?;
    let query = SupplierQuery {
        text: Some(text.clone()),
        limit: CANDIDATES,
        ..SupplierQuery::of(caller.sees(ResourceKind::Suppliers))
    };
    let found = state.store.search_suppliers(&query, &now).await?.rows;
    let exact: Vec<Uuid> = found.iter().filter(|row| row.name == text).map(|row| row.id).collect();
    match (exact.as_slice(), found.as_slice()) {
        ([only], _) => Ok(Some(*only)),
        (_, []) => {
            errors.add(FieldProblem::new("supplier", "unknown_supplier"));
            Ok(None)
        }
        (_, several) => {
            candidates.extend(several.iter().map(|row| SupplierLink { id: row.id, name: row.name.clone() }));
            errors.add(FieldProblem::new("supplier", "contract_supplier_several"));
            Ok(None)
        }
    }
}
