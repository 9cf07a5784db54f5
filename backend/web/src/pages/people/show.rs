//! `/people/{id}`: one person, what they are here to do and were, and what can be done for them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Action, Decision, Grant, Owner, Role, Tenant, may, may_grant};
use kakuzuke_services::ServicesError;
use kakuzuke_store::{GrantRow, Person};
use serde::Serialize;
use uuid::Uuid;

use super::circles::{CircleView, looked_after, named, people_of, roles_to_give};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::flash::Flash;
use crate::pages::accounts::told;
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The page.
#[derive(Debug, Serialize)]
pub struct PersonPage {
    id: Uuid,
    name: String,
    email: String,
    language: String,
    created_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    second_factor: bool,
    last_sign_in: Option<DateTime<Utc>>,
    sessions: usize,
    roles: Vec<RoleLine>,
    past: Vec<RoleLine>,
    own: bool,
    whole: bool,
    erasable: bool,
    everywhere: bool,
    places: Vec<CircleView>,
    choices: Vec<&'static str>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Serialize)]
struct RoleLine {
    id: Uuid,
    role: &'static str,
    place: CircleView,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    planned: bool,
    removable: bool,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "people/show.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = DateTime::UNIX_EPOCH;
        let line = |removable, until| {
            move |(place, role)| RoleLine {
                id: Uuid::nil(),
                role,
                place,
                since: at,
                until,
                planned: removable,
                removable,
            }
        };
        let roles = || CircleView::samples().into_iter().zip(["operator", "secretariat", "security", "supplier"]);
        let page = |own, closed_at: Option<DateTime<Utc>>, errors| Self {
            id: Uuid::nil(),
            name: "見本 花子".to_owned(),
            email: "hanako@city.example.jp".to_owned(),
            language: "ja".to_owned(),
            created_at: at,
            closed_at,
            closes_at: None,
            second_factor: own,
            last_sign_in: closed_at.is_none().then_some(at),
            sessions: 2,
            roles: if closed_at.is_none() { roles().map(line(!own, None)).collect() } else { Vec::new() },
            past: roles().map(line(false, Some(at))).collect(),
            own,
            whole: !own,
            erasable: !own,
            everywhere: own,
            places: CircleView::samples(),
            choices: vec!["procurement", "security"],
            form: Answers::default(),
            errors,
        };
        let wrong = |field: &str, code: &'static str| {
            let mut errors = Errors::default();
            errors.add(crate::error::FieldProblem::new(field, code));
            page(false, None, errors)
        };
        vec![
            page(false, None, Errors::default()),
            page(true, None, Errors::default()),
            page(false, Some(at), Errors::default()),
            Self { closes_at: Some(at), ..page(false, None, Errors::default()) },
            Self { past: Vec::new(), whole: false, everywhere: true, ..page(false, None, Errors::default()) },
            wrong("form", "own_account"),
            wrong("form", "last_operator"),
            wrong("place", "place_unknown"),
            wrong("place", "role_outside_circle"),
            wrong("role", "missing"),
        ]
    }
}

/// A person whom the caller looks after.
pub(super) struct Found {
    pub(super) person: Person,
    history: Vec<GrantRow>,
    now: DateTime<Utc>,
}

impl Found {
    /// The circles that the person is of: of the roles that hold or are planned, or, without any, of the past ones.
    pub(super) fn circles(&self) -> Vec<Tenant> {
        let ahead: Vec<Tenant> = self.ahead().map(|row| row.grant.tenant).collect();
        if ahead.is_empty() { self.history.iter().map(|row| row.grant.tenant).collect() } else { ahead }
    }

    /// The roles that the person has or will have.
    pub(super) fn ahead(&self) -> impl Iterator<Item = &GrantRow> {
        self.history.iter().filter(|row| !row.is_over(self.now))
    }

    /// Whether the caller looks after every circle in which the person has a role.
    pub(super) fn wholly(&self, caller: &Caller) -> bool {
        self.circles().iter().all(|tenant| caller.may(Action::Withdraw, &people_of((*tenant).into())))
    }
}

/// The person, if the caller looks after one of their circles.
///
/// # Errors
/// [`AppError::NotFound`] if not, or if the person was erased; [`AppError::Forbidden`] if the caller only works there.
pub(super) async fn find(state: &AppState, caller: &Caller, id: Uuid, action: Action) -> Result<Found> {
    let person = state.store.person(id).await?.ok_or(AppError::NotFound)?;
    if person.account.email.is_none() {
        return Err(AppError::NotFound);
    }
    let history = state.store.grant_history(id).await?;
    let found = Found { person, history, now: state.now() };
    let owners = found.circles().into_iter().map(Owner::from).chain([Owner::Common]);
    let decisions: Vec<Decision> = owners.map(|owner| may(caller.actor(), action, &people_of(owner))).collect();
    if decisions.contains(&Decision::Allowed) {
        return Ok(found);
    }
    Err(if decisions.contains(&Decision::Forbidden) { AppError::Forbidden } else { AppError::NotFound })
}

/// `GET /people/{id}`
///
/// # Errors
/// Not found for people of others.
pub async fn get(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let found = find(&state, &caller, id, Action::Read).await?;
    Ok(Rendered::new(page(&state, &caller, found, Answers::default(), Errors::default()).await?))
}

/// The page after a change that was done, or once more with what was refused.
pub(super) async fn after(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    form: Answers,
    done: std::result::Result<(), ServicesError>,
) -> Result<Response> {
    let Err(error) = done else { return Ok(Flash::Saved.redirect(&format!("/people/{id}"))) };
    let mut errors = Errors::default();
    told(&mut errors, "form", error)?;
    again(state, caller, id, form, errors).await
}

/// The page once more with what is wrong.
pub(super) async fn again(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    form: Answers,
    errors: Errors,
) -> Result<Response> {
    let found = find(state, caller, id, Action::Read).await?;
    let page = page(state, caller, found, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn page(state: &AppState, caller: &Caller, found: Found, form: Answers, errors: Errors) -> Result<PersonPage> {
    let id = found.person.account.id;
    let after = looked_after(caller);
    let places = after.as_deref().unwrap_or_default();
    let tenants: Vec<Tenant> = found.history.iter().map(|row| row.grant.tenant).chain(places.iter().copied()).collect();
    let names = named(state, &tenants).await?;
    let own = caller.account()? == id;
    let now = state.now();
    let closed = found.person.account.closed_at(now);
    let line = |row: &GrantRow| {
        let Grant { role, tenant } = row.grant;
        let visible = caller.may(Action::Read, &people_of(tenant.into()));
        let removable = !own && !row.is_over(now) && may_grant(caller.actor(), row.grant) == Decision::Allowed;
        names.get(&tenant).filter(|_| visible).map(|place| RoleLine {
            id: row.id,
            role: role.as_str(),
            place: place.clone(),
            since: row.since(),
            until: row.until(),
            planned: row.since() > now && !row.is_over(now),
            removable,
        })
    };
    let whole = found.wholly(caller);
    let (past, roles): (Vec<&GrantRow>, Vec<&GrantRow>) = found.history.iter().partition(|row| row.is_over(now));
    let account = found.person.account;
    Ok(PersonPage {
        id,
        second_factor: account.has_second_factor(),
        email: account.email.unwrap_or_default(),
        name: account.name,
        language: account.language,
        created_at: account.created_at,
        closed_at: closed,
        closes_at: account.closes_at.filter(|_| closed.is_none()),
        last_sign_in: state.store.last_sign_in(id).await?,
        sessions: state.store.sessions(id).await?.len(),
        roles: roles.into_iter().filter_map(&line).collect(),
        past: past.into_iter().filter_map(&line).collect(),
        own,
        whole,
        erasable: !own && caller.actor().has(Role::Operator),
        everywhere: after.is_none(),
        places: places.iter().filter_map(|tenant| names.get(tenant).cloned()).collect(),
        choices: roles_to_give(caller, after.as_deref()),
        form,
        errors,
    })
}
