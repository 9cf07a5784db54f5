//! `/people/invitations/new`: asking somebody to come. The answer is the same whether or not the address has an account.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_services::accounts::Invited;
use kakuzuke_store::Term;
use serde::Serialize;

use super::changes::wanted;
use super::circles::{CircleView, looked_after, named, roles_to_give};
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{Form, NoQuery};
use crate::flash::Flash;
use crate::language::Language;
use crate::pages::accounts::told;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The form.
#[derive(Debug, Serialize)]
pub struct InvitePage {
    everywhere: bool,
    places: Vec<CircleView>,
    choices: Vec<&'static str>,
    languages: [&'static str; 2],
    form: Answers,
    errors: Errors,
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "people/invite.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |everywhere, errors| Self {
            everywhere,
            places: CircleView::samples(),
            choices: vec!["procurement", "security"],
            languages: LANGUAGES,
            form: Answers::default(),
            errors,
        };
        let wrong = |field: &str, code: &'static str| {
            let mut errors = Errors::default();
            errors.add(crate::error::FieldProblem::new(field, code));
            page(true, errors)
        };
        vec![
            page(false, Errors::default()),
            page(true, Errors::default()),
            wrong("email", "email_malformed"),
            wrong("place", "place_unknown"),
            wrong("person_name", "missing"),
            wrong("language", "missing"),
        ]
    }
}

const LANGUAGES: [&str; 2] = [Language::Ja.as_str(), Language::En.as_str()];

/// `GET /people/invitations/new`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, &caller, Answers::default(), Errors::default()).await?))
}

/// `POST /people/invitations`
///
/// # Errors
/// Not found for a circle of others; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let (form, mut errors) = (Answers(answers), Errors::default());
    let (name, email) = (form.needed("person_name", &mut errors), form.needed("email", &mut errors));
    form.needed("language", &mut errors);
    let language = form.word("language", |word| LANGUAGES.into_iter().find(|known| *known == word), &mut errors);
    if let Some(grant) = wanted(&state, &caller, &form, &mut errors).await?
        && let Some(language) = language
    {
        let invited = Invited { name, email, language: language.to_owned(), grant, term: Term::default() };
        match state.accounts.invite(&caller.signature(), invited).await {
            Ok(_) => return Ok(Flash::Invited.redirect("/people/invitations")),
            Err(error) => told(&mut errors, "email", error)?,
        }
    }
    let page = page(&state, &caller, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn page(state: &AppState, caller: &Caller, form: Answers, errors: Errors) -> Result<InvitePage> {
    let own = looked_after(caller);
    let circles = own.as_deref().unwrap_or_default();
    let names = named(state, circles).await?;
    Ok(InvitePage {
        everywhere: own.is_none(),
        places: circles.iter().filter_map(|tenant| names.get(tenant).cloned()).collect(),
        choices: roles_to_give(caller, own.as_deref()),
        languages: LANGUAGES,
        form,
        errors,
    })
}
