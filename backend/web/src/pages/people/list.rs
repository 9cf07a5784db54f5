//! `/people`: the people of the circles I look after.

use axum::extract::State;
use kakuzuke_domain::accounts::{Role, Tenant};
use kakuzuke_store::{PeopleQuery, Person};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::circles::{CircleView, RoleView, looked_after, meant, named, roles_to_give, seen};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::Query;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: usize = 50;

/// The filters as the address holds them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Filters {
    /// Any part of the name or the address.
    text: Option<String>,
    /// Only people with this role.
    role: Option<String>,
    /// Only people of this circle.
    place: Option<String>,
    /// `true`: closed accounts and ended roles too.
    closed: Option<bool>,
    /// Where the page before ended.
    cursor: Option<Uuid>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct PeoplePage {
    query: Filters,
    everywhere: bool,
    places: Vec<CircleView>,
    roles: Vec<&'static str>,
    rows: Vec<Row>,
    first: bool,
    next: Option<Uuid>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: Uuid,
    name: String,
    email: String,
    closed: bool,
    roles: Vec<RoleView>,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "people/list.html";
    const ROOM: Room = Room::People;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let roles = || {
            let role = |(place, role)| RoleView { role, place };
            CircleView::samples().into_iter().zip(["operator", "secretariat", "security", "supplier"]).map(role)
        };
        let row = |closed, roles| Row {
            id: Uuid::nil(),
            name: "見本 花子".to_owned(),
            email: "hanako@city.example.jp".to_owned(),
            closed,
            roles,
        };
        let page = |everywhere, rows, places| Self {
            query: Filters { role: Some("security".to_owned()), ..Filters::default() },
            everywhere,
            places,
            roles: vec!["procurement", "security"],
            rows,
            first: everywhere,
            next: Some(Uuid::nil()),
        };
        vec![
            page(true, vec![row(false, roles().collect()), row(true, Vec::new())], Vec::new()),
            page(false, Vec::new(), CircleView::samples()),
        ]
    }
}

/// `GET /people`
///
/// # Errors
/// A filter that means nothing; not found for a circle of others.
pub async fn get(State(state): State<AppState>, caller: Caller, Query(filters): Query<Filters>) -> Result<Rendered> {
    let own = looked_after(&caller);
    let mut query = asked(&state, &filters, own.clone()).await?;
    query.limit = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
    let mut people = state.store.people(&query).await?;
    let more = people.len() > ROWS;
    people.truncate(ROWS);
    let next = people.last().map(|person| person.account.id).filter(|_| more);
    let places = own.as_deref().unwrap_or_default();
    let tenants: Vec<Tenant> =
        people.iter().flat_map(Person::grants).map(|grant| grant.tenant).chain(places.iter().copied()).collect();
    let names = named(&state, &tenants).await?;
    let now = state.now();
    let rows = people.into_iter().map(|person| {
        let view = |grant: kakuzuke_domain::accounts::Grant| {
            names.get(&grant.tenant).map(|place| RoleView { role: grant.role.as_str(), place: place.clone() })
        };
        Row {
            id: person.account.id,
            roles: seen(&caller, person.grants().into_iter()).filter_map(view).collect(),
            closed: person.account.closed_at(now).is_some(),
            name: person.account.name,
            email: person.account.email.unwrap_or_default(),
        }
    });
    Ok(Rendered::new(PeoplePage {
        rows: rows.collect(),
        everywhere: own.is_none(),
        places: places.iter().filter_map(|tenant| names.get(tenant).cloned()).collect(),
        roles: roles_to_give(&caller, own.as_deref()),
        first: filters.cursor.is_none(),
        next,
        query: filters,
    }))
}

async fn asked(state: &AppState, filters: &Filters, own: Option<Vec<Tenant>>) -> Result<PeopleQuery> {
    let role = match &filters.role {
        None => None,
        Some(word) => Some(Role::from_word(word).ok_or_else(|| AppError::invalid("role", "invalid_value"))?),
    };
    let of = match &filters.place {
        None => own,
        Some(text) => {
            let place = meant(state, text.trim()).await?.ok_or_else(|| AppError::invalid("place", "place_unknown"))?;
            if own.is_some_and(|own| !own.contains(&place)) {
                return Err(AppError::NotFound);
            }
            Some(vec![place])
        }
    };
    let closed = filters.closed.unwrap_or_default();
    Ok(PeopleQuery { of, role, text: filters.text.clone(), closed, after: filters.cursor, limit: 0 })
}
