//! One pass over suppliers with what is known of them, chunk by chunk in the order of registration.

use chrono::NaiveDate;
use kakuzuke_domain::schemes::Scheme;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::Result;
use crate::database::{Params, RowExt, all};
use crate::facts::{briefs_column, read_briefs};
use crate::listings::{Change, Extent, Holder, LISTING_COLUMNS, ListingRow, list, listing_from};

/// A list row as it is kept, with the facts it rests on as they were at the same moment.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) row: ListingRow,
    pub(crate) refresh_on: Option<NaiveDate>,
    pub(crate) graded_on: NaiveDate,
    pub(crate) scheme_sha: Vec<u8>,
    pub(crate) entry_seq: i64,
    /// Read by [`read_briefs`].
    pub(crate) briefs: String,
}

/// A chunk of suppliers.
pub(crate) struct Pass {
    pub(crate) suppliers: Vec<Kept>,
}

impl Pass {
    /// The next suppliers after `after`; with `due`, only those whose row must be looked at on that day.
    pub(crate) async fn after(
        db: &impl ConnectionTrait,
        after: i64,
        limit: i64,
        due: Option<NaiveDate>,
    ) -> Result<Self> {
        let (filter, facts) = (due.map_or("", |_| " AND l.refresh_on <= ?"), briefs_column());
        let sql = format!(
            "SELECT {LISTING_COLUMNS}, l.refresh_on, l.graded_on, l.scheme_sha, l.entry_seq, {facts} FROM listings l \
             WHERE l.supplier_seq > ?{filter} ORDER BY l.supplier_seq LIMIT ?"
        );
        let mut params = Params::new().with(after);
        if let Some(day) = due {
            params.push(day);
        }
        let rows = all(db, &sql, params.with(limit)).await?;
        Ok(Self { suppliers: rows.iter().map(kept_from).collect::<Result<_>>()? })
    }

    /// The last supplier of the chunk.
    pub(crate) fn last(&self) -> Option<i64> {
        self.suppliers.last().map(|kept| kept.row.supplier_seq)
    }

    /// Rows that are not what the scheme says on `day`.
    pub(crate) fn changes(&self, scheme: &Scheme, day: NaiveDate) -> Result<Vec<Change>> {
        let (mut changes, mut facts) = (Vec::new(), Vec::new());
        for kept in &self.suppliers {
            read_briefs(&kept.briefs, &mut facts)?;
            let listing = list(scheme, &kept.holder(), &facts, day)?;
            if let Some(extent) = Extent::between((&kept.row, kept.refresh_on), &listing) {
                changes.push(Change { listing, extent, entry_seq: kept.entry_seq });
            }
        }
        Ok(changes)
    }
}

impl Kept {
    pub(crate) fn holder(&self) -> Holder {
        let row = &self.row;
        Holder { seq: row.supplier_seq, id: row.id, kind: row.kind, number: row.number.clone() }
    }
}

fn kept_from(row: &QueryResult) -> Result<Kept> {
    Ok(Kept {
        row: listing_from(row)?,
        refresh_on: row.get(16)?,
        graded_on: row.get(17)?,
        scheme_sha: row.get(18)?,
        entry_seq: row.get(19)?,
        briefs: row.get::<Option<String>>(20)?.unwrap_or_default(),
    })
}
