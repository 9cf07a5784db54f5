//! The table: how far each role reaches for each action on each kind of thing (design 5).

use super::{Action, ResourceKind, Role};

/// How far a role reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nowhere.
    Nowhere,
    /// Things of the own tenant.
    Own,
    /// Things of the own tenant, and those shown to it.
    Shown,
    /// Things of every tenant.
    All,
}

use Action::{Approve, Confirm, Correct, Propose, Read, Record, Withdraw};
use Reach::{All, Nowhere, Own, Shown};
use ResourceKind as Kind;

/// The rule for one role, action and kind. What is not named here is refused.
pub(super) const fn reach(role: Role, action: Action, kind: ResourceKind) -> Reach {
    match (kind, action) {
        (Kind::Own, Read | Record | Correct | Withdraw) => Own,
        (Kind::Buyers | Kind::Schemes | Kind::Clauses, Read) => All,
        (Kind::Buyers, Record | Correct) => only(matches!(role, Role::Secretariat | Role::Operator), All),
        (Kind::Schemes, Propose | Approve) => only(matches!(role, Role::Secretariat), All),
        (Kind::Clauses, Propose | Approve | Confirm) => only(matches!(role, Role::Secretariat), All),
        (Kind::Clauses, Record | Correct | Withdraw) => only(matches!(role, Role::Procurement), Own),
        (Kind::Suppliers | Kind::Attestations | Kind::Audits | Kind::Grades, Read) => common(role),
        (Kind::Findings, Read) => match role {
            Role::Secretariat | Role::Supplier | Role::Auditor => Own,
            Role::Operator => Nowhere,
            _ => Shown,
        },
        (Kind::ShareCodes, Read | Record | Withdraw) => only(matches!(role, Role::Supplier), Own),
        (Kind::ShareCodes, Confirm) => only(matches!(role, Role::Procurement | Role::Security), Own),
        (Kind::Suppliers, Record | Correct) => officer(role),
        (Kind::Attestations | Kind::Audits, Record) => match role {
            Role::Supplier | Role::Auditor => Own,
            _ => officer(role),
        },
        (Kind::Attestations, Correct | Withdraw | Confirm) => only(matches!(role, Role::Security), All),
        // Whoever does not see the findings of an audit cannot overwrite them either.
        (Kind::Audits, Correct | Withdraw | Confirm) => only(matches!(role, Role::Security), Shown),
        (Kind::Contracts, Read) => match role {
            Role::Secretariat => All,
            Role::Operator | Role::Auditor => Nowhere,
            _ => Own,
        },
        (Kind::Contracts, Record | Correct | Withdraw | Propose) => only(matches!(role, Role::Procurement), Own),
        (Kind::Contracts, Approve) => only(matches!(role, Role::Procurement | Role::Security), Own),
        (Kind::Subcontracts, Read) => match role {
            Role::Secretariat => All,
            Role::Operator | Role::Auditor => Nowhere,
            _ => Own,
        },
        (Kind::Subcontracts, Record) => only(matches!(role, Role::Procurement | Role::Supplier), Own),
        (Kind::Subcontracts, Correct | Withdraw | Approve) => only(matches!(role, Role::Procurement), Own),
        (Kind::CloudServices, Read) => only(role.is_of_buyer() || matches!(role, Role::Secretariat), All),
        (Kind::CloudServices, Record | Correct | Withdraw) => officer(role),
        (Kind::Imports, Read | Record | Correct | Withdraw) => {
            only(matches!(role, Role::Secretariat | Role::Procurement | Role::Security), Own)
        }
        (Kind::AccountImports, Read | Record | Withdraw) => match role {
            Role::Operator => All,
            _ => only(matches!(role, Role::Secretariat | Role::Security), Own),
        },
        (Kind::Ledger, Read) => match role {
            Role::Operator | Role::Secretariat => All,
            Role::Auditor => Nowhere,
            Role::Supplier => Own,
            _ => Shown,
        },
        (Kind::Accounts, Read | Record | Correct | Withdraw) => match role {
            Role::Operator => All,
            Role::Secretariat | Role::Security | Role::Supplier => Own,
            _ => Nowhere,
        },
        (Kind::Jobs, Read | Correct) => only(matches!(role, Role::Operator), All),
        _ => Nowhere,
    }
}

/// A supplier's record, attestations and grade are common to all buyers; a supplier sees its own, an auditor those of
/// the engagements, and whoever runs the installation none.
const fn common(role: Role) -> Reach {
    match role {
        Role::Operator => Nowhere,
        Role::Supplier | Role::Auditor => Own,
        _ => All,
    }
}

/// What officers of a buyer and the council's office write into the common record.
const fn officer(role: Role) -> Reach {
    only(matches!(role, Role::Secretariat | Role::Procurement | Role::Security), All)
}

const fn only(allowed: bool, reach: Reach) -> Reach {
    if allowed { reach } else { Nowhere }
}
