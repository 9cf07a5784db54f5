//! A row of the list of suppliers.

use chrono::NaiveDate;
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::suppliers::SupplierKind;
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::database::RowExt;
use crate::{Result, StoreError};

/// A supplier in a list, with its grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRow {
    /// Number inside the register.
    pub supplier_seq: i64,
    /// Its id in URLs.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Key of the order by name.
    pub sort_key: String,
    /// Corporate number.
    pub number: Option<String>,
    /// What it is.
    pub kind: SupplierKind,
    /// Prefecture and city, or country.
    pub place: Option<String>,
    /// Day on which its registration was closed.
    pub closed_on: Option<NaiveDate>,
    /// Band.
    pub band: Band,
    /// Points in thousandths.
    pub points_milli: i64,
    /// Applicable maximum in thousandths.
    pub coverage_milli: i64,
    /// Last day of a band given on a promise.
    pub conditional_until: Option<NaiveDate>,
    /// First later day on which the grade changes by itself.
    pub next_change_on: Option<NaiveDate>,
    /// SECURITY ACTION stars: 0, 1 or 2.
    pub star: u8,
    /// ISO/IEC 27001 certificate.
    pub isms: bool,
    /// Privacy Mark.
    pub privacy_mark: bool,
}

/// The columns that [`listing_from`] reads, in order.
pub(crate) const LISTING_COLUMNS: &str = "l.supplier_seq, l.id, l.name, l.sort_key, l.number, l.kind, l.place, l.closed_on, l.band, \
     l.points_milli, l.coverage_milli, l.conditional_until, l.next_change_on, l.star, l.isms, l.privacy_mark";

/// Reads [`LISTING_COLUMNS`].
pub(crate) fn listing_from(row: &QueryResult) -> Result<ListingRow> {
    let seq: i64 = row.get(0)?;
    let damaged = || StoreError::Damaged(format!("listings/{seq}"));
    Ok(ListingRow {
        supplier_seq: seq,
        id: row.get(1)?,
        name: row.get(2)?,
        sort_key: row.get(3)?,
        number: row.get(4)?,
        kind: SupplierKind::from_code(row.get(5)?).ok_or_else(damaged)?,
        place: row.get(6)?,
        closed_on: row.get(7)?,
        band: Band::from_code(row.get(8)?).ok_or_else(damaged)?,
        points_milli: row.get(9)?,
        coverage_milli: row.get(10)?,
        conditional_until: row.get(11)?,
        next_change_on: row.get(12)?,
        star: u8::try_from(row.get::<i16>(13)?).map_err(|_| damaged())?,
        isms: row.get(14)?,
        privacy_mark: row.get(15)?,
    })
}
