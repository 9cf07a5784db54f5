//! The menu: the rooms of the house that have a page of their own.

use kakuzuke_domain::accounts::{Action, Actor, Decision, ResourceKind, could};
use serde::Serialize;

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
    /// The record of every change.
    Ledger,
    /// A page outside the menu.
    None,
}

impl Room {
    /// The rooms of the menu, in its order.
    pub const MENU: [Self; 7] =
        [Self::Home, Self::Suppliers, Self::Contracts, Self::Buyers, Self::Imports, Self::Schemes, Self::Ledger];

    /// The kind of thing that the room's list shows; none for a room that everybody may enter.
    fn kind(self) -> Option<ResourceKind> {
        match self {
            Self::Home => Some(ResourceKind::Own),
            Self::Suppliers => Some(ResourceKind::Suppliers),
            Self::Contracts => Some(ResourceKind::Contracts),
            Self::Buyers => Some(ResourceKind::Buyers),
            Self::Imports => Some(ResourceKind::Imports),
            Self::Ledger => Some(ResourceKind::Ledger),
            Self::Schemes | Self::None => None,
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
            Self::Ledger => "/ledger",
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
    let open = |room: &Room| room.kind().is_none_or(|kind| could(actor, Action::Read, kind) == Decision::Allowed);
    Room::MENU
        .into_iter()
        .filter(open)
        .map(|room| Entry { room, href: room.address(), current: room == current })
        .collect()
}
