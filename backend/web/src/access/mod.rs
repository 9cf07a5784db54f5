//! Who may come to which address: one table, checked before any handler runs. What does not stand in it is refused.

mod layer;
mod table;

use axum::http::Method;
use kakuzuke_domain::accounts::{Action, ResourceKind};

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
