//! `/clauses/{code}/variants/new`: a buyer's own text in the place of the standard's.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::clauses::{Clause, ClauseSet};
use serde::Serialize;

use super::variant_form;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The form.
#[derive(Debug, Serialize)]
pub struct NewVariantPage {
    code: String,
    title: Words,
    buyers: Vec<BuyerChoice>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
struct BuyerChoice {
    code: String,
    name: String,
}

impl Page for NewVariantPage {
    const TEMPLATE: &'static str = "clauses/new_variant.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        let clause = set.clause("access_log").expect("the seed");
        let buyer = |name: &str| BuyerChoice { code: "131016".to_owned(), name: name.to_owned() };
        let page = |buyers, errors| Self {
            code: clause.code.clone(),
            title: Words::from(&clause.title),
            buyers,
            form: variant_form::of_clause(clause),
            errors,
        };
        let mut errors = Errors::default();
        for (field, problem) in [
            ("text", "wording_unchanged"),
            ("heading", "missing"),
            ("used_from", "missing"),
            ("buyer", "unknown_buyer"),
        ] {
            errors.add(FieldProblem::new(field, problem));
        }
        let mut unresolved = Errors::default();
        unresolved.add(FieldProblem::new("text", "wording_unresolved"));
        let two = vec![buyer("見本区"), buyer("例示区")];
        vec![page(vec![buyer("見本区")], Errors::default()), page(two.clone(), errors), page(two, unresolved)]
    }
}

/// The buyers whose texts the caller may record.
async fn own_buyers(state: &AppState, caller: &Caller) -> Result<Vec<kakuzuke_store::Buyer>> {
    let buyers = state.store.every_buyer().await?.into_iter();
    let own = |buyer: &kakuzuke_store::Buyer| {
        caller.may(Action::Record, &Resource::new(ResourceKind::Clauses, Owner::Buyer(buyer.id)))
    };
    Ok(buyers.filter(own).collect())
}

async fn in_use(state: &AppState, code: &str) -> Result<(ClauseSet, Clause)> {
    let set = state.store.clauses_in_use().await?.parse()?;
    let clause = set.clause(code).cloned().ok_or(AppError::NotFound)?;
    Ok((set, clause))
}

fn page(clause: &Clause, buyers: &[kakuzuke_store::Buyer], form: Answers, errors: Errors) -> Rendered {
    let choice =
        |buyer: &kakuzuke_store::Buyer| Some(BuyerChoice { code: buyer.code.clone()?, name: buyer.name.clone() });
    Rendered::new(NewVariantPage {
        code: clause.code.clone(),
        title: Words::from(&clause.title),
        buyers: buyers.iter().filter_map(choice).collect(),
        form,
        errors,
    })
}

/// `GET /clauses/{code}/variants/new`
///
/// # Errors
/// Not found without such a clause in the set in use.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
) -> Result<Rendered> {
    let (_, clause) = in_use(&state, &code).await?;
    let buyers = own_buyers(&state, &caller).await?;
    Ok(page(&clause, &buyers, variant_form::of_clause(&clause), Errors::default()))
}

/// `POST /clauses/{code}/variants`
///
/// # Errors
/// Not found without such a clause; a conflict if the buyer has a text already; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let (set, clause) = in_use(&state, &code).await?;
    let buyers = own_buyers(&state, &caller).await?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    let buyer = buyers.iter().find(|buyer| buyer.code.as_deref() == Some(form.text("buyer")));
    if buyer.is_none() {
        errors.add(FieldProblem::new("buyer", "unknown_buyer"));
    }
    if let (Some(text), Some(buyer)) = (variant_form::read(&form, &clause, &set, &mut errors), buyer) {
        let id = state.services.record_variant(caller.actor(), buyer.id, text).await?;
        return Ok(Flash::Saved.redirect(&format!("/clauses/variants/{id}")));
    }
    Ok(page(&clause, &buyers, form, errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
