//! Band and holdings in one small number, so that every combination of filters is a handful of index ranges.

use kakuzuke_domain::grades::Band;

use crate::SupplierQuery;

const BANDS: [Band; 6] = [Band::Unrated, Band::D, Band::C, Band::B, Band::A, Band::S];

/// The combinations of holdings.
pub(crate) const CELLS_OF_A_BAND: i16 = 12;

/// The cell of a band and holdings: band × 12 + star × 4 + isms × 2 + privacy mark.
pub(crate) fn cell(band: Band, star: u8, isms: bool, privacy_mark: bool) -> i16 {
    band.as_code() * CELLS_OF_A_BAND + i16::from(star.min(2)) * 4 + i16::from(isms) * 2 + i16::from(privacy_mark)
}

/// The cells that a query's filters leave, best band first; `None` if it filters nothing.
pub(crate) fn cells(query: &SupplierQuery) -> Option<Vec<i16>> {
    let filters = query.band.is_some()
        || query.star.is_some_and(|star| star > 0)
        || query.isms.is_some()
        || query.privacy_mark.is_some();
    filters.then(|| all(query))
}

/// Like [`cells`], but all of them if nothing is filtered.
pub(crate) fn all(query: &SupplierQuery) -> Vec<i16> {
    let mut cells = Vec::new();
    for band in BANDS.into_iter().rev().filter(|band| query.band.is_none_or(|wanted| wanted == *band)) {
        for star in (0..=2).filter(|star| query.star.is_none_or(|least| *star >= least)) {
            for isms in [false, true].into_iter().filter(|has| query.isms.is_none_or(|wanted| wanted == *has)) {
                for mark in
                    [false, true].into_iter().filter(|has| query.privacy_mark.is_none_or(|wanted| wanted == *has))
                {
                    cells.push(cell(band, star, isms, mark));
                }
            }
        }
    }
    cells
}
