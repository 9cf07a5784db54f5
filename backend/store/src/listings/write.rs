//! Writing rows of the list.

use sea_orm::{ConnectionTrait, Value};

use super::{Change, Extent, Listing, cell};
use crate::Result;
use crate::database::{Params, bulk_insert, bulk_sql, chunks_of, exec};

/// Everything of a row that may change, so ordered that the columns of each [`Extent`] are the first of them.
const COLUMNS: [&str; 18] = [
    "band",
    "points_milli",
    "coverage_milli",
    "conditional_until",
    "star",
    "isms",
    "privacy_mark",
    "cell",
    "graded_on",
    "scheme_sha",
    "next_change_on",
    "refresh_on",
    "name",
    "sort_key",
    "number",
    "kind",
    "place",
    "closed_on",
];

/// How many of [`COLUMNS`] an extent has.
const fn width(extent: Extent) -> usize {
    match extent {
        Extent::Figures => 10,
        Extent::Days => 12,
        Extent::Whole => COLUMNS.len(),
    }
}

/// The values of [`COLUMNS`], as many as the extent has.
fn values<'a>(listing: &'a Listing, scheme_sha: &[u8], extent: Extent) -> impl Iterator<Item = Value> + use<'a> {
    let row = &listing.row;
    let figures = [
        row.band.as_code().into(),
        row.points_milli.into(),
        row.coverage_milli.into(),
        row.conditional_until.into(),
        i16::from(row.star).into(),
        row.isms.into(),
        row.privacy_mark.into(),
        cell(row.band, row.star, row.isms, row.privacy_mark).into(),
        listing.graded_on.into(),
        scheme_sha.to_vec().into(),
    ];
    let days = (extent >= Extent::Days).then(|| [row.next_change_on.into(), listing.refresh_on.into()]);
    let identity = (extent == Extent::Whole).then(|| {
        [
            row.name.as_str().into(),
            row.sort_key.as_str().into(),
            row.number.as_deref().into(),
            row.kind.as_code().into(),
            row.place.as_deref().into(),
            row.closed_on.into(),
        ]
    });
    figures.into_iter().chain(days.into_iter().flatten()).chain(identity.into_iter().flatten())
}

/// Writes whole rows; `entry_seq` is the entry of the change that causes them. Existing rows are replaced unless all are `new`.
pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    listings: &[Listing],
    scheme_sha: &[u8],
    entry_seq: i64,
    new: bool,
) -> Result<()> {
    let columns = COLUMNS.join(", ");
    let head = format!("INSERT INTO listings (supplier_seq, id, entry_seq, {columns}) VALUES ");
    let set = COLUMNS.map(|column| format!("{column} = excluded.{column}")).join(", ");
    let replace = format!(" ON CONFLICT (supplier_seq) DO UPDATE SET entry_seq = excluded.entry_seq, {set}");
    let width = COLUMNS.len() + 3;
    let mut all: Vec<Value> = Vec::with_capacity(listings.len() * width);
    for listing in listings {
        all.extend([listing.row.supplier_seq.into(), listing.row.id.into(), entry_seq.into()]);
        all.extend(values(listing, scheme_sha, Extent::Whole));
    }
    bulk_insert(db, &head, width, all, if new { "" } else { &replace }).await
}

/// Rewrites what differs in rows from facts that were read before, unless a later change has rewritten them since (its entry is
/// another one). Answers how many were written.
pub(crate) async fn regrade(db: &impl ConnectionTrait, changes: &[Change], scheme_sha: &[u8]) -> Result<u64> {
    let mut written = 0;
    for extent in [Extent::Figures, Extent::Days, Extent::Whole] {
        let alike: Vec<&Change> = changes.iter().filter(|change| change.extent == extent).collect();
        written += rewrite(db, &alike, scheme_sha, extent).await?;
    }
    Ok(written)
}

/// SQLite writes the index entries of every column that is set, whether its value differs or not: so no more are set than an extent has.
async fn rewrite(db: &impl ConnectionTrait, changes: &[&Change], scheme_sha: &[u8], extent: Extent) -> Result<u64> {
    let columns: Vec<&str> = COLUMNS.into_iter().take(width(extent)).collect();
    let set: Vec<String> = columns.iter().map(|column| format!("{column} = v.{column}")).collect();
    let head = format!("WITH v (seq, entry, {}) AS (VALUES ", columns.join(", "));
    let tail = format!(
        ") UPDATE listings SET {} FROM v WHERE listings.supplier_seq = v.seq AND listings.entry_seq = v.entry",
        set.join(", ")
    );
    let (mut left, mut written) = (changes, 0);
    for size in chunks_of(changes.len(), columns.len() + 2) {
        let (chunk, rest) = left.split_at(size.min(left.len()));
        left = rest;
        let mut params = Params::new();
        for change in chunk {
            params.0.extend([change.listing.row.supplier_seq.into(), change.entry_seq.into()]);
            params.0.extend(values(&change.listing, scheme_sha, extent));
        }
        written += exec(db, &bulk_sql(&head, size, columns.len() + 2, &tail), params).await?;
    }
    Ok(written)
}
