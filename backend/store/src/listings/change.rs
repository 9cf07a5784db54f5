//! What differs between a row as it is kept and as it should be.

use chrono::NaiveDate;

use super::{Listing, ListingRow};

/// How much of a row differs. A wider extent holds the narrower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// The grade, and what it says of holdings.
    Figures,
    /// Also the days on which the row changes by itself.
    Days,
    /// Also who the supplier is.
    Whole,
}

/// A row to be written in the place of one that was read under the entry `entry_seq`.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) listing: Listing,
    pub(crate) extent: Extent,
    pub(crate) entry_seq: i64,
}

impl Extent {
    /// What differs; nothing if the row is as it should be.
    pub(crate) fn between((kept, refresh_on): (&ListingRow, Option<NaiveDate>), listing: &Listing) -> Option<Self> {
        let row = &listing.row;
        if identity(kept) != identity(row) {
            return Some(Self::Whole);
        }
        if kept.next_change_on != row.next_change_on || refresh_on != listing.refresh_on {
            return Some(Self::Days);
        }
        (kept != row).then_some(Self::Figures)
    }
}

fn identity(row: &ListingRow) -> impl PartialEq + '_ {
    (&row.name, &row.sort_key, &row.number, row.kind, &row.place, row.closed_on)
}
