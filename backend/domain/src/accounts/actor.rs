//! Whoever asks: a person with grants, or nobody.

use uuid::Uuid;

use super::{Role, TokenScope};

/// The circle in which a role holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tenant {
    /// The installation.
    Installation,
    /// The promotion council.
    Council,
    /// One buyer.
    Buyer(Uuid),
    /// One supplier; for an auditor, one engagement with that supplier.
    Supplier(Uuid),
}

impl Tenant {
    /// Whether `role` can be granted in this circle.
    #[must_use]
    pub const fn takes(self, role: Role) -> bool {
        match self {
            Self::Installation => matches!(role, Role::Operator),
            Self::Council => matches!(role, Role::Secretariat),
            Self::Buyer(_) => role.is_of_buyer(),
            Self::Supplier(_) => matches!(role, Role::Supplier | Role::Auditor),
        }
    }
}

/// A role in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The circle.
    pub tenant: Tenant,
}

/// Whoever asks for something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The account; none for somebody who has not signed in.
    pub account: Option<Uuid>,
    /// What the person is here to do. Empty for nobody.
    pub grants: Vec<Grant>,
    /// What a token narrows that down to; none for a person at the counter.
    pub scopes: Option<Vec<TokenScope>>,
}

impl Actor {
    /// Somebody who has not signed in.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// A person with these grants.
    #[must_use]
    pub fn person(account: Uuid, grants: Vec<Grant>) -> Self {
        Self { account: Some(account), grants, scopes: None }
    }

    /// Whether the person has this role, wherever.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The buyers inside which the person has a role.
    pub fn buyers(&self) -> impl Iterator<Item = Uuid> {
        self.grants.iter().filter_map(|grant| match grant.tenant {
            Tenant::Buyer(id) => Some(id),
            _ => None,
        })
    }

    /// The suppliers for which the person acts or whom they audit.
    pub fn suppliers(&self) -> impl Iterator<Item = Uuid> {
        self.grants.iter().filter_map(|grant| match grant.tenant {
            Tenant::Supplier(id) => Some(id),
            _ => None,
        })
    }

    /// Whether one of the person's roles requires a second factor.
    #[must_use]
    pub fn needs_second_factor(&self) -> bool {
        self.grants.iter().any(|grant| grant.role.needs_second_factor())
    }
}
