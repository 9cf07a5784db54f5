//! `/sign-in`: who are you?

use axum::extract::State;
use kakuzuke_domain::accounts::Tenant;
use kakuzuke_store::Person;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Result;
use crate::extract::Query;
use crate::render::{Page, Rendered};
use crate::state::AppState;

const PEOPLE: u32 = 50;

/// The page.
#[derive(Debug, Serialize)]
pub struct SignInPage {
    next: Option<String>,
    people: Vec<DemoPerson>,
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

impl Page for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let roles = vec![
            DemoRole { role: "procurement", tenant: Some("千代田区".to_owned()) },
            DemoRole { role: "secretariat", tenant: None },
        ];
        let person = DemoPerson { id: Uuid::nil(), name: "見本 花子".to_owned(), roles };
        vec![
            Self { next: None, people: Vec::new() },
            Self { next: Some("/suppliers".to_owned()), people: vec![person] },
        ]
    }
}

/// `GET /sign-in?next`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, Query(wish): Query<Wish>) -> Result<Rendered> {
    let people = if state.config.demo { demo_people(&state).await? } else { Vec::new() };
    Ok(Rendered::new(SignInPage { next: wish.next, people }))
}

async fn demo_people(state: &AppState) -> Result<Vec<DemoPerson>> {
    let people = state.store.people(None, false, None, PEOPLE).await?;
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
