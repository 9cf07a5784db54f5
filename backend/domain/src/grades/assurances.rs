//! How the facts of a grade are assured: shown beside the grade, never mixed into the points.

use crate::attestations::Assurance;
use serde::{Serialize, Serializer};

/// A set of levels of assurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assurances(u8);

/// The levels by their words, in the order of the alphabet.
const SORTED: [Assurance; 5] = [
    Assurance::OfficerConfirmed,
    Assurance::OfficialRegister,
    Assurance::SelfDeclared,
    Assurance::ThirdParty,
    Assurance::Unconfirmed,
];

impl Assurances {
    pub(crate) const fn of(level: Assurance) -> Self {
        Self(1 << level as u8)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The levels in the set, sorted by their words.
    pub fn iter(self) -> impl Iterator<Item = Assurance> {
        SORTED.into_iter().filter(move |level| self.0 & (1 << *level as u8) != 0)
    }
}

impl Serialize for Assurances {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}
