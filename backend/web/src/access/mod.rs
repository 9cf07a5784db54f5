//! Who may come to which address: one table, checked before any handler runs. What does not stand in it is refused.

mod layer;
mod table;

use axum::http::Method;
use kakuzuke_domain::accounts::{Action, Actor, Decision, ResourceKind, could};

pub use self::layer::{SECOND_STEP, SET_UP, SIGN_IN, layer};
pub use self::table::TABLE;

/// What an address asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: anybody may come.
    Nothing,
    /// A signed-in person, who may still have to prove or set up the second factor.
    Person,
    /// A role that may do this with some thing of this kind. Which thing it is, the handler asks again.
    May(Action, ResourceKind),
    /// A role that may do one of these things. Which thing it is, the handler asks again.
    MayOne(&'static [(Action, ResourceKind)]),
}

/// What somebody must be able to do to whom proposals are of any concern.
pub const APPROVALS: &[(Action, ResourceKind)] = &[
    (Action::Propose, ResourceKind::Schemes),
    (Action::Approve, ResourceKind::Schemes),
    (Action::Propose, ResourceKind::Clauses),
    (Action::Approve, ResourceKind::Clauses),
    (Action::Propose, ResourceKind::Contracts),
    (Action::Approve, ResourceKind::Contracts),
];

/// What somebody must be able to do to propose anything.
const PROPOSING: &[(Action, ResourceKind)] = &[
    (Action::Propose, ResourceKind::Schemes),
    (Action::Propose, ResourceKind::Clauses),
    (Action::Propose, ResourceKind::Contracts),
];

/// What somebody must be able to do to decide about a proposal.
const DECIDING: &[(Action, ResourceKind)] = &[
    (Action::Approve, ResourceKind::Schemes),
    (Action::Approve, ResourceKind::Clauses),
    (Action::Approve, ResourceKind::Contracts),
];

/// What somebody must be able to do to see imports: of lists of suppliers and contracts, or of people.
pub const READING_IMPORTS: &[(Action, ResourceKind)] =
    &[(Action::Read, ResourceKind::Imports), (Action::Read, ResourceKind::AccountImports)];

/// What somebody must be able to do to bring a list.
const BRINGING_IMPORTS: &[(Action, ResourceKind)] =
    &[(Action::Record, ResourceKind::Imports), (Action::Record, ResourceKind::AccountImports)];

/// What somebody must be able to do to stop an import.
const STOPPING_IMPORTS: &[(Action, ResourceKind)] =
    &[(Action::Withdraw, ResourceKind::Imports), (Action::Withdraw, ResourceKind::AccountImports)];

/// Whether `actor` may do one of these things with some thing of its kind.
#[must_use]
pub fn one_of(actor: &Actor, needs: &[(Action, ResourceKind)]) -> Decision {
    let mut decisions = needs.iter().map(|(action, kind)| could(actor, *action, *kind));
    if actor.account.is_none() {
        Decision::Unknown
    } else if decisions.any(|decision| decision == Decision::Allowed) {
        Decision::Allowed
    } else {
        Decision::Forbidden
    }
}

impl Need {
    /// What it decides about `actor`, where it asks for a role.
    #[must_use]
    pub fn decide(self, actor: &Actor) -> Option<Decision> {
        match self {
            Self::Nothing | Self::Person => None,
            Self::May(action, kind) => Some(could(actor, action, kind)),
            Self::MayOne(needs) => Some(one_of(actor, needs)),
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `GET`, `POST`, `PUT` or `DELETE`; `HEAD` follows `GET`.
    pub method: &'static str,
    /// The address with its variable parts, as the router knows it.
    pub path: &'static str,
    /// What it asks.
    pub need: Need,
}

/// What an address asks for a method; none if the table does not know it.
#[must_use]
pub fn need(method: &Method, path: &str) -> Option<Need> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    TABLE.iter().find(|rule| rule.path == path && rule.method == method.as_str()).map(|rule| rule.need)
}

/// The methods that the table knows for an address.
#[must_use]
pub fn methods(path: &str) -> Vec<&'static str> {
    let own = TABLE.iter().filter(|rule| rule.path == path).map(|rule| rule.method);
    own.flat_map(|method| if method == "GET" { vec!["GET", "HEAD"] } else { vec![method] }).collect()
}
