//! Writing rows of the list.

use sea_orm::{ConnectionTrait, Value};

use super::{Listing, cell};
use crate::Result;
use crate::database::{Params, bulk_insert, bulk_sql, chunks_of, exec};

const INSERT: &str = "INSERT INTO listings (supplier_seq, id, name, sort_key, number, kind, place, closed_on, band, points_milli, \
     coverage_milli, conditional_until, next_change_on, refresh_on, star, isms, privacy_mark, cell, graded_on, scheme_sha, entry_seq) VALUES ";
const WIDTH: usize = 21;

/// An existing row is replaced, but for its id.
const REPLACE: &str = " ON CONFLICT (supplier_seq) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key, \
     number = excluded.number, kind = excluded.kind, place = excluded.place, closed_on = excluded.closed_on, band = excluded.band, \
     points_milli = excluded.points_milli, coverage_milli = excluded.coverage_milli, conditional_until = excluded.conditional_until, \
     next_change_on = excluded.next_change_on, refresh_on = excluded.refresh_on, star = excluded.star, isms = excluded.isms, \
     privacy_mark = excluded.privacy_mark, cell = excluded.cell, graded_on = excluded.graded_on, scheme_sha = excluded.scheme_sha, \
     entry_seq = excluded.entry_seq";

/// Writes whole rows; `entry_seq` is the entry of the change that causes them.
pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    listings: &[Listing],
    scheme_sha: &[u8],
    entry_seq: i64,
    new: bool,
) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(listings.len() * WIDTH);
    for listing in listings {
        let row = &listing.row;
        values.extend([
            row.supplier_seq.into(),
            row.id.into(),
            row.name.as_str().into(),
            row.sort_key.as_str().into(),
            row.number.as_deref().into(),
            row.kind.as_code().into(),
            row.place.as_deref().into(),
            row.closed_on.into(),
            row.band.as_code().into(),
            row.points_milli.into(),
            row.coverage_milli.into(),
            row.conditional_until.into(),
            row.next_change_on.into(),
            listing.refresh_on.into(),
            i16::from(row.star).into(),
            row.isms.into(),
            row.privacy_mark.into(),
            cell(row.band, row.star, row.isms, row.privacy_mark).into(),
            listing.graded_on.into(),
            scheme_sha.to_vec().into(),
            entry_seq.into(),
        ]);
    }
    bulk_insert(db, INSERT, WIDTH, values, if new { "" } else { REPLACE }).await
}

const REGRADE_HEAD: &str = "WITH v (seq, entry_seq, name, sort_key, number, kind, place, closed_on, band, points_milli, coverage_milli, \
     conditional_until, next_change_on, refresh_on, star, isms, privacy_mark, cell, graded_on, scheme_sha) AS (VALUES ";
const REGRADE_TAIL: &str = ") UPDATE listings SET name = v.name, sort_key = v.sort_key, number = v.number, kind = v.kind, \
     place = v.place, closed_on = v.closed_on, band = v.band, points_milli = v.points_milli, coverage_milli = v.coverage_milli, \
     conditional_until = v.conditional_until, next_change_on = v.next_change_on, refresh_on = v.refresh_on, star = v.star, \
     isms = v.isms, privacy_mark = v.privacy_mark, cell = v.cell, graded_on = v.graded_on, scheme_sha = v.scheme_sha \
     FROM v WHERE listings.supplier_seq = v.seq AND listings.entry_seq = v.entry_seq";
const REGRADE_WIDTH: usize = 20;

/// Rewrites rows from facts that were read before, unless a later change has rewritten them since (its entry is another one).
/// Answers how many were written.
pub(crate) async fn regrade(db: &impl ConnectionTrait, listings: &[(Listing, i64)], scheme_sha: &[u8]) -> Result<u64> {
    let (mut left, mut written) = (listings, 0);
    for size in chunks_of(listings.len(), REGRADE_WIDTH) {
        let (chunk, rest) = left.split_at(size.min(left.len()));
        left = rest;
        let mut params = Params::new();
        for (listing, entry_seq) in chunk {
            let row = &listing.row;
            params.0.extend([
                row.supplier_seq.into(),
                (*entry_seq).into(),
                row.name.as_str().into(),
                row.sort_key.as_str().into(),
                row.number.as_deref().into(),
                row.kind.as_code().into(),
                row.place.as_deref().into(),
                row.closed_on.into(),
                row.band.as_code().into(),
                row.points_milli.into(),
                row.coverage_milli.into(),
                row.conditional_until.into(),
                row.next_change_on.into(),
                listing.refresh_on.into(),
                i16::from(row.star).into(),
                row.isms.into(),
                row.privacy_mark.into(),
                cell(row.band, row.star, row.isms, row.privacy_mark).into(),
                listing.graded_on.into(),
                scheme_sha.to_vec().into(),
            ]);
        }
        written += exec(db, &bulk_sql(REGRADE_HEAD, size, REGRADE_WIDTH, REGRADE_TAIL), params).await?;
    }
    Ok(written)
}
