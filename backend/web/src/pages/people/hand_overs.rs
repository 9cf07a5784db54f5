//! `/people/{id}/hand-overs`: the open work of somebody, who takes it over, and whether the account closes with it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::{Action, Tenant};
use kakuzuke_domain::dates::jst_midnight;
use kakuzuke_services::accounts::{HandOver, Parts};
use kakuzuke_store::{PeopleQuery, Person};
use serde::Serialize;
use uuid::Uuid;

use super::circles::{RoleView, named, people_of, seen};
use super::show::{Found, find};
use super::work::WorkView;
use crate::caller::Caller;
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::accounts::told;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// People to choose from.
const MOST: u32 = 500;

/// The page.
#[derive(Debug, Serialize)]
pub struct HandOverPage {
    id: Uuid,
    name: String,
    work: WorkView,
    receivers: Vec<Receiver>,
    /// Whether the caller looks after every circle of the person, and is somebody else: then the account may close.
    closable: bool,
    /// Whether notices go along: the caller looks after every circle of the person.
    whole: bool,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct Receiver {
    id: Uuid,
    name: String,
    email: String,
    roles: Vec<RoleView>,
}

impl Page for HandOverPage {
    const TEMPLATE: &'static str = "people/hand_over.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use super::circles::CircleView;
        let roles = || CircleView::samples().into_iter().map(|place| RoleView { role: "reader", place }).collect();
        let receiver = || Receiver {
            id: Uuid::nil(),
            name: "見本 花子".to_owned(),
            email: "hanako@city.example.jp".to_owned(),
            roles: roles(),
        };
        let page = |work, receivers, whole, errors| Self {
            id: Uuid::nil(),
            name: "見本 太郎".to_owned(),
            work,
            receivers,
            closable: whole,
            whole,
            form: Answers::default(),
            errors,
        };
        let wrong = |field: &str, code: &'static str| {
            let [full, _] = WorkView::samples();
            let mut errors = Errors::default();
            errors.add(FieldProblem::new(field, code));
            page(full, vec![receiver()], true, errors)
        };
        let [full, none] = WorkView::samples();
        let [unreceived, _] = WorkView::samples();
        vec![
            page(full, vec![receiver()], true, Errors::default()),
            page(none, vec![receiver()], false, Errors::default()),
            page(unreceived, Vec::new(), true, Errors::default()),
            wrong("receiver", "missing"),
            wrong("receiver", "receiver_same"),
            wrong("receiver", "receiver_unknown"),
            wrong("receiver", "receiver_lacks_imports"),
            wrong("receiver", "receiver_lacks_approvals"),
            wrong("receiver", "receiver_lacks_invitations"),
            wrong("closes_on", "not_a_date"),
            wrong("form", "own_account"),
            wrong("form", "last_operator"),
            wrong("form", "nothing_chosen"),
        ]
    }
}

/// `GET /people/{id}/hand-overs`
///
/// # Errors
/// Not found for people of others.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let found = find(&state, &caller, id, Action::Withdraw).await?;
    let all = ["part_imports", "part_approvals", "part_invitations", "part_notices"];
    let form = Answers(all.into_iter().map(|part| (part.to_owned(), "true".to_owned())).collect());
    Ok(Rendered::new(page(&state, &caller, found, form, Errors::default()).await?))
}

/// `POST /people/{id}/hand-overs`
///
/// # Errors
/// Not found for people of others; what is refused is shown on the page.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let found = find(&state, &caller, id, Action::Withdraw).await?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    if let Some(wanted) = wanted(&caller, &found, &form, &mut errors) {
        match state.accounts.hand_over(&caller.signature(), &wanted).await {
            Ok(()) => return Ok(Flash::HandedOver.redirect(&format!("/people/{id}"))),
            Err(error) => {
                let field = if error.code().starts_with("receiver_") { "receiver" } else { "form" };
                told(&mut errors, field, error)?;
            }
        }
    }
    let page = page(&state, &caller, found, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

fn wanted(caller: &Caller, found: &Found, form: &Answers, errors: &mut Errors) -> Option<HandOver> {
    let chosen = |part: &str| form.text(part) == "true";
    let parts = Parts {
        imports: chosen("part_imports"),
        approvals: chosen("part_approvals"),
        invitations: chosen("part_invitations"),
        notices: chosen("part_notices"),
    };
    let closes_on = form.day("closes_on", errors);
    let whole = found.wholly(caller);
    if !(parts.imports || parts.approvals || parts.invitations || parts.notices) {
        errors.add(FieldProblem::new("form", "nothing_chosen"));
    }
    form.needed("receiver", errors);
    let to = form.word("receiver", |text| text.parse::<Uuid>().ok(), errors);
    if closes_on.is_some() && !whole {
        errors.add(FieldProblem::new("closes_on", "not_wholly"));
    }
    let from = found.person.account.id;
    let to = to.filter(|_| errors.is_empty())?;
    Some(HandOver { from, to, parts, circles: own(caller, found), whole, closing: closes_on.map(jst_midnight) })
}

/// The circles of the person that the caller looks after.
fn own(caller: &Caller, found: &Found) -> Vec<Tenant> {
    let circles = found.circles().into_iter();
    circles.filter(|circle| caller.may(Action::Withdraw, &people_of((*circle).into()))).collect()
}

async fn page(state: &AppState, caller: &Caller, found: Found, form: Answers, errors: Errors) -> Result<HandOverPage> {
    let id = found.person.account.id;
    let (whole, circles) = (found.wholly(caller), own(caller, &found));
    let all = Parts::ALL;
    let shown = HandOver { from: id, to: id, parts: all, circles: circles.clone(), whole, closing: None };
    let work = shown.chosen(state.store.open_work(id).await?);
    let query = PeopleQuery { of: Some(circles), limit: MOST, ..PeopleQuery::default() };
    let people = state.store.people(&query).await?;
    let tenants: Vec<Tenant> = people.iter().flat_map(Person::grants).map(|grant| grant.tenant).collect();
    let names = named(state, &tenants).await?;
    let receiver = |person: Person| {
        let view = |grant: kakuzuke_domain::accounts::Grant| {
            names.get(&grant.tenant).map(|place| RoleView { role: grant.role.as_str(), place: place.clone() })
        };
        Receiver {
            id: person.account.id,
            roles: seen(caller, person.grants().into_iter()).filter_map(view).collect(),
            name: person.account.name,
            email: person.account.email.unwrap_or_default(),
        }
    };
    Ok(HandOverPage {
        id,
        name: found.person.account.name,
        work: WorkView::of(state, id, work, whole).await?,
        receivers: people.into_iter().filter(|person| person.account.id != id).map(receiver).collect(),
        closable: whole && caller.account()? != id,
        whole,
        form,
        errors,
    })
}
