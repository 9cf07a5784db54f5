//! Whose things a caller sees: what finders are told, and what is asked of a thing once its owner is known.

use kakuzuke_domain::accounts::{Action, Decision, Owner, Resource, ResourceKind, Tenant, Visible, could, visible};
use kakuzuke_domain::facts::Room;
use kakuzuke_services::imports::{ImportKind, Importer};
use kakuzuke_store::{Buyer, ImportRow, SeenImports};
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

/// What kind of thing an import of this kind is: lists of people are another's business than lists of suppliers.
#[must_use]
pub const fn resource_of(kind: ImportKind) -> ResourceKind {
    match kind {
        ImportKind::Accounts => ResourceKind::AccountImports,
        _ => ResourceKind::Imports,
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

    /// The buyers inside which the caller may do `action` with things of this kind.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn buyers_that_may(&self, state: &AppState, action: Action, kind: ResourceKind) -> Result<Vec<Buyer>> {
        let mut buyers = state.store.every_buyer().await?;
        buyers.retain(|buyer| self.may(action, &Resource::new(kind, Owner::Buyer(buyer.id))));
        Ok(buyers)
    }

    /// The buyer for which the caller enters a share code: the one with this code, or the only one there can be.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a buyer the caller may not enter codes for, or where several come into question.
    pub async fn redeems_for(&self, state: &AppState, named: Option<&str>) -> Result<Uuid> {
        let buyers = self.buyers_that_may(state, Action::Confirm, ResourceKind::ShareCodes).await?;
        if let Some(named) = named {
            let known = buyers.iter().find(|buyer| buyer.code.as_deref() == Some(named));
            return known.map(|buyer| buyer.id).ok_or_else(|| AppError::invalid("buyer", "unknown_buyer"));
        }
        match buyers.as_slice() {
            [only] => Ok(only.id),
            _ => Err(AppError::invalid("buyer", "missing")),
        }
    }

    /// Whether the caller may record cloud services and their use.
    #[must_use]
    pub fn may_record_services(&self) -> bool {
        self.may(Action::Record, &Resource::new(ResourceKind::CloudServices, Owner::Common))
    }

    /// Whose imports the caller sees, those of people and all others.
    #[must_use]
    pub fn sees_imports(&self) -> SeenImports {
        SeenImports { lists: self.sees(ResourceKind::Imports), accounts: self.sees(ResourceKind::AccountImports) }
    }

    /// Lets the caller do `action` with an import: it is its buyer's, or the council's if it is for none. One of people is for
    /// those who look after people, whatever is done with it.
    ///
    /// # Errors
    /// As [`Caller::require`].
    pub async fn require_import(&self, state: &AppState, action: Action, import: &ImportRow) -> Result<()> {
        let owner = match &import.buyer_code {
            None => Owner::Council,
            Some(code) => state.store.buyer(code).await?.map_or(Owner::Installation, |buyer| Owner::Buyer(buyer.id)),
        };
        let kind = ImportKind::from_word(&import.kind).map_or(ResourceKind::Imports, resource_of);
        self.require(action, &Resource::new(kind, owner))
    }

    /// The caller as one who carries imports out.
    #[must_use]
    pub fn importer(&self) -> Importer {
        let may = |kind| {
            let thing = Resource::new(kind, Owner::Common);
            self.may(Action::Confirm, &thing) && self.may(Action::Correct, &thing)
        };
        let confirms = may(ResourceKind::Attestations) && may(ResourceKind::Audits);
        Importer { actor: self.signature().as_str().to_owned(), confirms }
    }

    /// The code of the buyer that an upload is for: the one named, or the only one the caller may import for. None for the
    /// council's own.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for a kind of import that the caller may not bring; [`AppError::Invalid`] for a buyer the caller
    /// may not import for, or where several come into question.
    pub async fn imports_for(&self, state: &AppState, kind: ImportKind, named: Option<&str>) -> Result<Option<String>> {
        let of = resource_of(kind);
        if could(self.actor(), Action::Record, of) != Decision::Allowed {
            return Err(AppError::Forbidden);
        }
        let may = |owner| self.may(Action::Record, &Resource::new(of, owner));
        if named.is_none() && may(Owner::Council) {
            return Ok(None);
        }
        let visible = self.sees(of);
        let own = state.store.every_buyer().await?.into_iter();
        let own = own.filter(|buyer| visible.has(Tenant::Buyer(buyer.id)) && may(Owner::Buyer(buyer.id)));
        let mut codes = own.filter_map(|buyer| buyer.code);
        if let Some(named) = named {
            let known = codes.find(|code| code == named);
            return known.map(Some).ok_or_else(|| AppError::invalid("buyer", "unknown_buyer"));
        }
        match (codes.next(), codes.next()) {
            (Some(only), None) => Ok(Some(only)),
            _ => Err(AppError::invalid("buyer", "missing")),
        }
    }
}
