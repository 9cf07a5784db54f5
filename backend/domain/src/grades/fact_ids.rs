//! A short list of fact ids that needs no memory of its own for the usual one or two.

use std::ops::{Deref, DerefMut};

/// How many ids stand in place.
const FEW: usize = 2;

/// Ids of facts, sorted once complete.
#[derive(Debug, Clone)]
pub struct FactIds<'a>(List<'a>);

#[derive(Debug, Clone)]
enum List<'a> {
    Few([&'a str; FEW], usize),
    Many(Vec<&'a str>),
}

impl<'a> FactIds<'a> {
    /// No ids.
    #[must_use]
    pub const fn new() -> Self {
        Self(List::Few([""; FEW], 0))
    }

    /// The ids as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[&'a str] {
        match &self.0 {
            List::Few(ids, length) => ids.get(..*length).unwrap_or_default(),
            List::Many(ids) => ids,
        }
    }

    pub(crate) fn push(&mut self, id: &'a str) {
        match &mut self.0 {
            List::Many(ids) => ids.push(id),
            List::Few(ids, length) => {
                if let Some(place) = ids.get_mut(*length) {
                    *place = id;
                    *length += 1;
                } else {
                    let mut many = Vec::with_capacity(4 * FEW);
                    many.extend_from_slice(ids);
                    many.push(id);
                    self.0 = List::Many(many);
                }
            }
        }
    }
}

impl Default for FactIds<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Deref for FactIds<'a> {
    type Target = [&'a str];

    fn deref(&self) -> &Self::Target {
        self.as_slice()
    }
}

impl DerefMut for FactIds<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.0 {
            List::Few(ids, length) => ids.get_mut(..*length).unwrap_or_default(),
            List::Many(ids) => ids,
        }
    }
}

impl PartialEq for FactIds<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for FactIds<'_> {}

impl<'a> FromIterator<&'a str> for FactIds<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(ids: I) -> Self {
        let mut all = Self::new();
        for id in ids {
            all.push(id);
        }
        all
    }
}
