//! Where a page of suppliers ends. Opaque to those who hand it back.

use chrono::Datelike;

use super::SupplierSort;
use crate::listings::ListingRow;
use crate::{Result, StoreError};

/// The place of a row in an order: compared from left to right, smallest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cursor {
    pub(super) first: i64,
    pub(super) text: String,
    pub(super) second: i64,
    pub(super) seq: i64,
}

impl Cursor {
    /// The place of a row.
    pub(super) fn of(row: &ListingRow, sort: SupplierSort) -> Self {
        let seq = row.supplier_seq;
        let plain = Self { first: 0, text: String::new(), second: 0, seq };
        match sort {
            SupplierSort::Registered => plain,
            SupplierSort::Name => Self { text: row.sort_key.clone(), ..plain },
            SupplierSort::Grade => {
                Self { first: -i64::from(row.band.as_code()), second: -row.points_milli, seq: -seq, ..plain }
            }
            SupplierSort::NextChange => {
                let day = row.next_change_on.map_or(i32::MAX, |day| day.num_days_from_ce());
                Self { first: i64::from(day), ..plain }
            }
        }
    }

    pub(super) fn encode(&self, sort: SupplierSort) -> String {
        let parts = (sort.as_str(), self.first, &self.text, self.second, self.seq);
        hex::encode(serde_json::to_string(&parts).unwrap_or_default())
    }

    pub(super) fn decode(text: &str, sort: SupplierSort) -> Result<Self> {
        if text.len() > 4_000 {
            return Err(StoreError::Cursor);
        }
        let bytes = hex::decode(text).map_err(|_| StoreError::Cursor)?;
        let (word, first, text, second, seq): (String, i64, String, i64, i64) =
            serde_json::from_slice(&bytes).map_err(|_| StoreError::Cursor)?;
        let sane = [first, second, seq].iter().all(|number| number.unsigned_abs() < 1 << 60) && !text.contains('\0');
        if word == sort.as_str() && sane { Ok(Self { first, text, second, seq }) } else { Err(StoreError::Cursor) }
    }
}
