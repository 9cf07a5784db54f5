//! Who reads an entry of the ledger, beside those who read all of it.

use std::fmt;

use uuid::Uuid;

use super::{Tenant, Visible};

/// Readers of an entry. Those who run the installation and the council's office read every entry; whoever is not named reads
/// none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody inside a buyer: entries about what is common to all buyers.
    Offices,
    /// The people of one buyer.
    Buyer(Uuid),
    /// The people of one supplier.
    Supplier(Uuid),
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offices => f.write_str("offices"),
            Self::Buyer(id) => write!(f, "buyer:{id}"),
            Self::Supplier(id) => write!(f, "supplier:{id}"),
        }
    }
}

impl Tenant {
    /// The readers that the people of this circle are.
    #[must_use]
    pub const fn audience(self) -> Option<Audience> {
        match self {
            Self::Installation | Self::Council => None,
            Self::Buyer(id) => Some(Audience::Buyer(id)),
            Self::Supplier(id) => Some(Audience::Supplier(id)),
        }
    }
}

impl Visible {
    /// As whom somebody reads the ledger who sees these things of it; none reads all of it.
    #[must_use]
    pub fn audiences(&self) -> Option<Vec<Audience>> {
        let Self::Of(circles) = self else { return None };
        let mut audiences: Vec<Audience> = circles.iter().filter_map(|circle| circle.audience()).collect();
        if circles.iter().any(|circle| matches!(circle, Tenant::Buyer(_))) {
            audiences.push(Audience::Offices);
        }
        Some(audiences)
    }
}
