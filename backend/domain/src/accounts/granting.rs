//! Who may give whom which role (design 5).

use super::{Action, Actor, Decision, Grant, Resource, ResourceKind, Role, Tenant, may};

/// Whether `actor` may give somebody this role, or take it away: whoever looks after the people of the circle. Auditors are
/// named by whoever runs the installation, never by the supplier whom they audit.
#[must_use]
pub fn may_grant(actor: &Actor, grant: Grant) -> Decision {
    match may(actor, Action::Record, &Resource::new(ResourceKind::Accounts, grant.tenant.into())) {
        Decision::Allowed if !grant.tenant.takes(grant.role) => Decision::Forbidden,
        Decision::Allowed if grant.role == Role::Auditor && !actor.has(Role::Operator) => Decision::Forbidden,
        decision => decision,
    }
}

/// The roles that `actor` may give in a circle, in the order of the vocabulary.
#[must_use]
pub fn grantable(actor: &Actor, tenant: Tenant) -> Vec<Role> {
    let allowed = |role: &Role| may_grant(actor, Grant { role: *role, tenant }) == Decision::Allowed;
    Role::ALL.iter().copied().filter(allowed).collect()
}
