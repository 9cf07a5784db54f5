//! The weakest grade of a chain. `unrated` is its own answer and never counted as a low grade.

use crate::grades::Band;

/// What a chain is worth where it is weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weakest {
    /// The lowest band among the companies that have one.
    pub band: Option<Band>,
    /// Companies without a grade: of them nothing can be said.
    pub unrated: usize,
}

/// The weakest of these companies' bands.
#[must_use]
pub fn weakest(bands: impl IntoIterator<Item = Band>) -> Weakest {
    bands.into_iter().fold(Weakest::default(), |known, band| match band {
        Band::Unrated => Weakest { unrated: known.unrated + 1, ..known },
        band => Weakest { band: Some(known.band.map_or(band, |weaker| weaker.min(band))), ..known },
    })
}
