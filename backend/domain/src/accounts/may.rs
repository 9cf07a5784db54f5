//! The one decision: may this actor do this with that?

use super::rules::{Reach, reach};
use super::{Action, Actor, Grant, Owner, Resource, ResourceKind, Tenant};

/// The answer to [`may`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// No: the thing can be seen, or is of the own circle, but the role is missing (403).
    Forbidden,
    /// No, and not even that it exists: it is another tenant's (404).
    Hidden,
    /// Nobody has signed in (401).
    Unknown,
}

/// Whether `actor` may do `action` with `resource` (design 5).
#[must_use]
pub fn may(actor: &Actor, action: Action, resource: &Resource) -> Decision {
    let Some(account) = actor.account else { return Decision::Unknown };
    let in_scope = in_scope(actor, action, resource.kind);
    if resource.kind == ResourceKind::Own {
        return match resource.owner {
            Owner::Person(owner) if owner == account => choose(in_scope),
            _ => Decision::Hidden,
        };
    }
    let reaches =
        |action| actor.grants.iter().any(|grant| covers(reach(grant.role, action, resource.kind), grant, resource));
    if reaches(action) {
        return choose(in_scope);
    }
    let at_home = actor.grants.iter().any(|grant| owns(grant, resource.owner));
    if at_home || reaches(Action::Read) { Decision::Forbidden } else { Decision::Hidden }
}

/// Whether `actor` may do `action` with some thing of this kind: what an address asks before it knows which.
#[must_use]
pub fn could(actor: &Actor, action: Action, kind: ResourceKind) -> Decision {
    if actor.account.is_none() {
        return Decision::Unknown;
    }
    let reaches =
        kind == ResourceKind::Own || actor.grants.iter().any(|grant| reach(grant.role, action, kind) != Reach::Nowhere);
    choose(reaches && in_scope(actor, action, kind))
}

const fn choose(allowed: bool) -> Decision {
    if allowed { Decision::Allowed } else { Decision::Forbidden }
}

pub(super) fn in_scope(actor: &Actor, action: Action, kind: ResourceKind) -> bool {
    actor.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| scope.covers(action, kind)))
}

fn covers(reach: Reach, grant: &Grant, resource: &Resource) -> bool {
    match reach {
        Reach::Nowhere => false,
        Reach::All => true,
        Reach::Own => owns(grant, resource.owner),
        Reach::Shown => {
            owns(grant, resource.owner)
                || resource.owner == Owner::Common
                || matches!(grant.tenant, Tenant::Buyer(buyer) if resource.shown_to.contains(&buyer))
        }
    }
}

fn owns(grant: &Grant, owner: Owner) -> bool {
    match (grant.tenant, owner) {
        (Tenant::Installation, Owner::Installation) | (Tenant::Council, Owner::Council) => true,
        (Tenant::Buyer(own), Owner::Buyer(of)) | (Tenant::Supplier(own), Owner::Supplier(of)) => own == of,
        _ => false,
    }
}
