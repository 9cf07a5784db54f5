//! The circles whose people somebody looks after, and how a circle is named on a page.

use std::collections::HashMap;

use kakuzuke_domain::accounts::{Action, Grant, Owner, Resource, ResourceKind, Role, Tenant, grantable};
use kakuzuke_domain::suppliers::CorporateNumber;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::state::AppState;

/// A circle as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CircleView {
    /// `installation`, `council`, `buyer` or `supplier`.
    pub circle: &'static str,
    /// What the buyer or supplier is called.
    pub name: String,
    /// What a form sends for it.
    pub value: String,
}

/// A role as a page names it.
#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    /// Its word.
    pub role: &'static str,
    /// Where it holds.
    pub place: CircleView,
}

/// The circles whose people the caller looks after; none for all of them.
pub fn looked_after(caller: &Caller) -> Option<Vec<Tenant>> {
    if caller.may(Action::Read, &people_of(Owner::Common)) {
        return None;
    }
    let mut circles: Vec<Tenant> = caller.actor().grants.iter().map(|grant| grant.tenant).collect();
    circles.retain(|tenant| caller.may(Action::Read, &people_of((*tenant).into())));
    circles.sort_unstable();
    circles.dedup();
    Some(circles)
}

/// The people of a circle, as the rule sees them.
pub const fn people_of(owner: Owner) -> Resource<'static> {
    Resource::new(ResourceKind::Accounts, owner)
}

/// The roles that the caller can give in one of these circles, or in any.
pub fn roles_to_give(caller: &Caller, circles: Option<&[Tenant]>) -> Vec<&'static str> {
    let given = |role: &Role| match circles {
        None => true,
        Some(circles) => circles.iter().any(|tenant| grantable(caller.actor(), *tenant).contains(role)),
    };
    Role::ALL.iter().filter(|role| given(role)).map(|role| role.as_str()).collect()
}

/// The circle that a form or an address means: the word of one that has no name, the id of one of the caller's own, the code
/// of a buyer or the number of a supplier.
///
/// # Errors
/// When the register cannot be read.
pub async fn meant(state: &AppState, text: &str) -> Result<Option<Tenant>> {
    match text {
        "installation" => return Ok(Some(Tenant::Installation)),
        "council" => return Ok(Some(Tenant::Council)),
        _ => {}
    }
    if let Ok(id) = text.parse::<Uuid>() {
        let both = [Tenant::Buyer(id), Tenant::Supplier(id)];
        let known = state.store.names_of_tenants(&both).await?;
        return Ok(both.into_iter().find(|tenant| known.contains_key(tenant)));
    }
    if let Some(buyer) = state.store.buyer(text).await? {
        return Ok(Some(Tenant::Buyer(buyer.id)));
    }
    let Ok(number) = CorporateNumber::parse(text) else { return Ok(None) };
    Ok(state.store.supplier_id_by_number(&number.to_string()).await?.map(Tenant::Supplier))
}

/// How these circles are named, with one look for all of them.
///
/// # Errors
/// When the register cannot be read.
pub async fn named(state: &AppState, circles: &[Tenant]) -> Result<HashMap<Tenant, CircleView>> {
    let names = state.store.names_of_tenants(circles).await?;
    let view = |tenant: Tenant, name: String| match tenant {
        Tenant::Installation => CircleView { circle: "installation", name, value: "installation".to_owned() },
        Tenant::Council => CircleView { circle: "council", name, value: "council".to_owned() },
        Tenant::Buyer(id) => CircleView { circle: "buyer", name, value: id.to_string() },
        Tenant::Supplier(id) => CircleView { circle: "supplier", name, value: id.to_string() },
    };
    Ok(circles.iter().map(|tenant| (*tenant, view(*tenant, names.get(tenant).cloned().unwrap_or_default()))).collect())
}

/// The roles that the caller may know of: those in the circles the caller looks after.
pub fn seen<'a>(caller: &'a Caller, grants: impl Iterator<Item = Grant> + 'a) -> impl Iterator<Item = Grant> + 'a {
    grants.filter(|grant| caller.may(Action::Read, &people_of(grant.tenant.into())))
}

#[cfg(test)]
impl CircleView {
    /// One of every kind.
    pub(crate) fn samples() -> Vec<Self> {
        let view = |circle, name: &str| Self { circle, name: name.to_owned(), value: circle.to_owned() };
        vec![view("installation", ""), view("council", ""), view("buyer", "千代田区"), view("supplier", "株式会社見本")]
    }
}
