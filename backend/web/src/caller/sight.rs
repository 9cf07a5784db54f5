//! Whose things a caller sees: what finders are told, and what is asked of a thing once its owner is known.

use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind, Visible, visible};
use kakuzuke_domain::facts::Room;
use uuid::Uuid;

use super::Caller;
use crate::error::{AppError, Result};
use crate::state::AppState;

/// What kind of thing the facts of a room are.
#[must_use]
pub const fn kind_of(room: Room) -> ResourceKind {
    match room {
        Room::Attestation => ResourceKind::Attestations,
        Room::Audit => ResourceKind::Audits,
        _ => ResourceKind::Suppliers,
    }
}

impl Caller {
    /// Whose things of this kind the caller sees.
    #[must_use]
    pub fn sees(&self, kind: ResourceKind) -> Visible {
        visible(self.actor(), kind)
    }

    /// Lets the caller do `action` with a supplier's things of this kind.
    ///
    /// # Errors
    /// As [`Caller::require`].
    pub fn require_of_supplier(&self, action: Action, kind: ResourceKind, supplier: Uuid) -> Result<()> {
        self.require(action, &Resource::new(kind, Owner::Supplier(supplier)))
    }

    /// Lets the caller ask what the buyer with this code buys, if one is named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a buyer whose contracts the caller does not see, as for one that is not there.
    pub async fn require_contracts_of(&self, state: &AppState, code: Option<&str>) -> Result<()> {
        let Some(code) = code.filter(|code| !code.is_empty()) else { return Ok(()) };
        let buyer = state.store.buyer(code).await?.ok_or(AppError::NotFound)?;
        self.require(Action::Read, &Resource::new(ResourceKind::Contracts, Owner::Buyer(buyer.id)))
    }
}
