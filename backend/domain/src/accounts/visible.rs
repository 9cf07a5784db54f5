//! Whose things of a kind somebody sees: what a list, a search, a count and an export are narrowed to.

use uuid::Uuid;

use super::may::in_scope;
use super::rules::{Reach, reach};
use super::{Action, Actor, ResourceKind, Tenant};

/// Whose things somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visible {
    /// Everybody's.
    All,
    /// Those of these circles; none sees nothing.
    Of(Vec<Tenant>),
}

/// Whose things of this kind `actor` sees. What is shown beside them, one by one, is not counted here.
#[must_use]
pub fn visible(actor: &Actor, kind: ResourceKind) -> Visible {
    let mut circles = Vec::new();
    if !in_scope(actor, Action::Read, kind) {
        return Visible::Of(circles);
    }
    for grant in &actor.grants {
        match reach(grant.role, Action::Read, kind) {
            Reach::All => return Visible::All,
            Reach::Own | Reach::Shown => circles.push(grant.tenant),
            Reach::Nowhere => {}
        }
    }
    circles.sort_unstable();
    circles.dedup();
    Visible::Of(circles)
}

impl Visible {
    /// Whether the things of this circle are among them.
    #[must_use]
    pub fn has(&self, circle: Tenant) -> bool {
        match self {
            Self::All => true,
            Self::Of(circles) => circles.contains(&circle),
        }
    }

    /// The buyers whose things these are, where they are not everybody's.
    pub fn buyers(&self) -> impl Iterator<Item = Uuid> {
        self.circles().iter().filter_map(|circle| match circle {
            Tenant::Buyer(id) => Some(*id),
            _ => None,
        })
    }

    /// The suppliers whose things these are, where they are not everybody's.
    pub fn suppliers(&self) -> impl Iterator<Item = Uuid> {
        self.circles().iter().filter_map(|circle| match circle {
            Tenant::Supplier(id) => Some(*id),
            _ => None,
        })
    }

    fn circles(&self) -> &[Tenant] {
        match self {
            Self::All => &[],
            Self::Of(circles) => circles,
        }
    }
}
