//! The read model of lists: one row per supplier, rewritten in the transaction of the change.

mod cells;
mod change;
mod compute;
mod row;
mod write;

pub use row::ListingRow;

pub(crate) use cells::{CELLS_OF_A_BAND, all as all_cells, cell, cells};
pub(crate) use change::{Change, Extent};
pub(crate) use compute::{Holder, Listing, Standing, list, list_newcomer};
pub(crate) use row::{LISTING_COLUMNS, listing_from};
pub(crate) use write::{insert, regrade};
