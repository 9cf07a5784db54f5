//! `/sign-in`: who are you?

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kakuzuke_domain::accounts::Tenant;
use kakuzuke_services::accounts::Attempt;
use kakuzuke_store::{PeopleQuery, Person};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::desk::visit;
use super::providers::{ProviderLine, providers};
use crate::error::{FieldProblem, Result};
use crate::extract::{Form, Query};
use crate::layers::address::ClientAddress;
use crate::pages::form::Errors;
use crate::render::{Page, Rendered};
use crate::sign_in::{self, Entry};
use crate::state::AppState;

const PEOPLE: u32 = 50;

/// The page.
#[derive(Debug, Serialize)]
pub struct SignInPage {
    next: Option<String>,
    email: Option<String>,
    passkeys: bool,
    providers: Vec<ProviderLine>,
    people: Vec<DemoPerson>,
    errors: Errors,
}

/// A fictitious person that a visitor of the demo can be.
#[derive(Debug, Serialize)]
struct DemoPerson {
    id: Uuid,
    name: String,
    roles: Vec<DemoRole>,
}

#[derive(Debug, Serialize)]
struct DemoRole {
    role: &'static str,
    tenant: Option<String>,
}

/// Where the person wanted to go.
#[derive(Debug, Deserialize)]
pub struct Wish {
    next: Option<String>,
}

/// What a person typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    email: Option<String>,
    password: Option<String>,
    next: Option<String>,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let roles = vec![
            DemoRole { role: "procurement", tenant: Some("千代田区".to_owned()) },
            DemoRole { role: "secretariat", tenant: None },
        ];
        let person = DemoPerson { id: Uuid::nil(), name: "見本 花子".to_owned(), roles };
        let plain = |next: Option<&str>, people| Self {
            next: next.map(str::to_owned),
            email: None,
            passkeys: false,
            providers: Vec::new(),
            people,
            errors: Errors::default(),
        };
        let refused = |code: &'static str| {
            let mut errors = Errors::default();
            errors.add(FieldProblem::new("form", code));
            Self {
                email: Some("hanako@city.example.jp".to_owned()),
                passkeys: true,
                providers: vec![ProviderLine::sample()],
                errors,
                ..plain(Some("/suppliers"), Vec::new())
            }
        };
        vec![
            plain(None, Vec::new()),
            plain(Some("/suppliers"), vec![person]),
            refused("sign_in_refused"),
            refused("throttled"),
            refused("oidc_refused"),
            refused("oidc_unknown"),
            refused("email_taken"),
        ]
    }
}

/// `GET /sign-in?next`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, Query(wish): Query<Wish>) -> Result<Rendered> {
    Ok(Rendered::new(page(&state, wish.next, None, Errors::default()).await?))
}

/// `POST /sign-in`
///
/// # Errors
/// When the register cannot be read; a refused try is shown the form again.
pub async fn post(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let email = typed.email.unwrap_or_default();
    let password = typed.password.unwrap_or_default();
    let attempt = state.accounts.by_password(&email, &password, &visit(&address, &headers)).await?;
    match attempt {
        Attempt::Accepted(account) => {
            let entry = Entry { account, method: "password", proven: false };
            sign_in::enter(&state, entry, &address, &headers, typed.next.as_deref()).await
        }
        other => again(&state, other, typed.next, Some(email)).await,
    }
}

/// The form once more after a try that was refused.
pub(super) async fn again(
    state: &AppState,
    attempt: Attempt,
    next: Option<String>,
    email: Option<String>,
) -> Result<Response> {
    let (code, status) = match attempt {
        Attempt::Throttled(_) => ("throttled", StatusCode::TOO_MANY_REQUESTS),
        _ => ("sign_in_refused", StatusCode::UNPROCESSABLE_ENTITY),
    };
    refused(state, code, status, next, email).await
}

/// The form with one sentence on what went wrong.
pub(super) async fn refused(
    state: &AppState,
    code: &'static str,
    status: StatusCode,
    next: Option<String>,
    email: Option<String>,
) -> Result<Response> {
    let mut errors = Errors::default();
    errors.add(FieldProblem::new("form", code));
    Ok(Rendered::new(page(state, next, email, errors).await?).status(status).into_response())
}

async fn page(state: &AppState, next: Option<String>, email: Option<String>, errors: Errors) -> Result<SignInPage> {
    let people = if state.config.demo { demo_people(state).await? } else { Vec::new() };
    let passkeys = state.accounts.has_passkeys();
    Ok(SignInPage { next, email, passkeys, providers: providers(state), people, errors })
}

async fn demo_people(state: &AppState) -> Result<Vec<DemoPerson>> {
    let people = state.store.people(&PeopleQuery { limit: PEOPLE, ..PeopleQuery::default() }).await?;
    let tenants = people.iter().flat_map(Person::grants).map(|grant| grant.tenant).collect::<Vec<Tenant>>();
    let names = state.store.names_of_tenants(&tenants).await?;
    let people = people.into_iter().map(|person| DemoPerson {
        id: person.account.id,
        roles: person
            .grants()
            .iter()
            .map(|grant| DemoRole { role: grant.role.as_str(), tenant: names.get(&grant.tenant).cloned() })
            .collect(),
        name: person.account.name,
    });
    Ok(people.collect())
}
