//! The menu: the rooms of the house that have a page of their own.

use std::collections::BTreeMap;

use kakuzuke_domain::accounts::{Action, Actor, Decision, ResourceKind, could};
use serde::Serialize;

use crate::access::{APPROVALS, READING_IMPORTS, one_of};

/// A room as the menu and the page titles know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// What needs attention.
    Home,
    /// Companies with their grades.
    Suppliers,
    /// Contracts.
    Contracts,
    /// Public bodies that buy.
    Buyers,
    /// Import of lists.
    Imports,
    /// The published rule.
    Schemes,
    /// The standard clauses.
    Clauses,
    /// The record of every change.
    Ledger,
    /// What waits for a second person.
    Approvals,
    /// Those who work here.
    People,
    /// Background work that was given up.
    Jobs,
    /// A page outside the menu.
    None,
}

impl Room {
    /// The rooms of the menu, in its order.
    pub const MENU: [Self; 11] = [
        Self::Home,
        Self::Suppliers,
        Self::Contracts,
        Self::Buyers,
        Self::Imports,
        Self::Schemes,
        Self::Clauses,
        Self::Approvals,
        Self::Ledger,
        Self::People,
        Self::Jobs,
    ];

    /// What a person must be able to do to enter the room, one of these; none for a room that everybody may enter.
    fn needs(self) -> &'static [(Action, ResourceKind)] {
        match self {
            Self::Home => &[(Action::Read, ResourceKind::Own)],
            Self::Suppliers => &[(Action::Read, ResourceKind::Suppliers)],
            Self::Contracts => &[(Action::Read, ResourceKind::Contracts)],
            Self::Buyers => &[(Action::Read, ResourceKind::Buyers)],
            Self::Imports => READING_IMPORTS,
            Self::Clauses => &[(Action::Read, ResourceKind::Clauses)],
            Self::Ledger => &[(Action::Read, ResourceKind::Ledger)],
            Self::People => &[(Action::Read, ResourceKind::Accounts)],
            Self::Jobs => &[(Action::Read, ResourceKind::Jobs)],
            Self::Approvals => APPROVALS,
            Self::Schemes | Self::None => &[],
        }
    }

    fn address(self) -> &'static str {
        match self {
            Self::Home | Self::None => "/",
            Self::Suppliers => "/suppliers",
            Self::Contracts => "/contracts",
            Self::Buyers => "/buyers",
            Self::Imports => "/imports",
            Self::Schemes => "/schemes",
            Self::Clauses => "/clauses",
            Self::Ledger => "/ledger",
            Self::Approvals => "/approvals",
            Self::People => "/people",
            Self::Jobs => "/jobs",
        }
    }
}

/// One entry of the menu.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    room: Room,
    href: &'static str,
    current: bool,
}

/// The menu as a person sees it from a room: the rooms that the person may enter.
#[must_use]
pub fn menu(current: Room, actor: &Actor) -> Vec<Entry> {
    let open = |room: &Room| room.needs().is_empty() || one_of(actor, room.needs()) == Decision::Allowed;
    Room::MENU
        .into_iter()
        .filter(open)
        .map(|room| Entry { room, href: room.address(), current: room == current })
        .collect()
}

/// What a page may offer a person: `may.<kind>.<action>`.
#[must_use]
pub fn offers(actor: &Actor) -> BTreeMap<&'static str, BTreeMap<&'static str, bool>> {
    let actions = |kind: ResourceKind| {
        let offer = |action: &Action| (action.as_str(), could(actor, *action, kind) == Decision::Allowed);
        Action::ALL.iter().map(offer).collect()
    };
    ResourceKind::ALL.iter().map(|kind| (kind.as_str(), actions(*kind))).collect()
}
