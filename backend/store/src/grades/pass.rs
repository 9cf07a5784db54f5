//! One pass over suppliers with what is known of them, chunk by chunk in the order of registration.

use chrono::{DateTime, NaiveDate};
use kakuzuke_domain::schemes::Scheme;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::database::{Params, RowExt, all};
use crate::facts::{FactRoom, StoredFact};
use crate::listings::{Holder, LISTING_COLUMNS, Listing, ListingRow, list, listing_from};
use crate::{Result, StoreError};

/// A list row as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) row: ListingRow,
    pub(crate) refresh_on: Option<NaiveDate>,
    pub(crate) graded_on: NaiveDate,
    pub(crate) scheme_sha: Vec<u8>,
    pub(crate) entry_seq: i64,
}

/// A chunk of suppliers: each with its row and its current facts.
pub(crate) struct Pass {
    pub(crate) suppliers: Vec<(Kept, Vec<StoredFact>)>,
}

impl Pass {
    /// The next suppliers after `after`; with `due`, only those whose row must be looked at on that day.
    ///
    /// Rows are read before facts: a change between the two leaves another entry on the row, and then nothing is written over it.
    pub(crate) async fn after(
        db: &impl ConnectionTrait,
        after: i64,
        limit: i64,
        due: Option<NaiveDate>,
    ) -> Result<Self> {
        let filter = due.map_or("", |_| " AND l.refresh_on <= ?");
        let sql = format!(
            "SELECT {LISTING_COLUMNS}, l.refresh_on, l.graded_on, l.scheme_sha, l.entry_seq FROM listings l \
             WHERE l.supplier_seq > ?{filter} ORDER BY l.supplier_seq LIMIT ?"
        );
        let mut params = Params::new().with(after);
        if let Some(day) = due {
            params.push(day);
        }
        let rows = all(db, &sql, params.with(limit)).await?;
        let mut suppliers = Vec::with_capacity(rows.len());
        for row in &rows {
            suppliers.push((kept_from(row)?, Vec::new()));
        }
        if due.is_some() {
            for (kept, facts) in &mut suppliers {
                *facts = current(db, kept.row.supplier_seq, kept.row.supplier_seq).await?;
            }
        } else if let (Some((first, _)), Some((last, _))) = (suppliers.first(), suppliers.last()) {
            let facts = current(db, first.row.supplier_seq, last.row.supplier_seq).await?;
            share_out(&mut suppliers, facts);
        }
        Ok(Self { suppliers })
    }

    /// The last supplier of the chunk.
    pub(crate) fn last(&self) -> Option<i64> {
        self.suppliers.last().map(|(kept, _)| kept.row.supplier_seq)
    }

    /// Rows that are not what the scheme says on `day`, with the entry under which they were read.
    pub(crate) fn changed(&self, scheme: &Scheme, day: NaiveDate) -> Result<Vec<(Listing, i64)>> {
        let mut changed = Vec::new();
        for (kept, facts) in &self.suppliers {
            let listing = list(scheme, &kept.holder(), facts, day)?;
            if listing.row != kept.row || listing.refresh_on != kept.refresh_on {
                changed.push((listing, kept.entry_seq));
            }
        }
        Ok(changed)
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
    })
}

fn share_out(suppliers: &mut [(Kept, Vec<StoredFact>)], facts: Vec<StoredFact>) {
    let mut suppliers = suppliers.iter_mut().peekable();
    for fact in facts {
        while suppliers.peek().is_some_and(|(kept, _)| kept.row.supplier_seq < fact.supplier_seq) {
            suppliers.next();
        }
        if let Some((kept, facts)) = suppliers.peek_mut()
            && kept.row.supplier_seq == fact.supplier_seq
        {
            facts.push(fact);
        }
    }
}

/// Current facts of a range of suppliers: only what grading and listing need of them.
async fn current(db: &impl ConnectionTrait, first: i64, last: i64) -> Result<Vec<StoredFact>> {
    let sql = "SELECT seq, supplier_seq, room, body, valid_from, valid_to FROM facts \
         WHERE supplier_seq BETWEEN ? AND ? AND superseded_at IS NULL ORDER BY supplier_seq, room, seq";
    let rows = all(db, sql, Params::new().with(first).with(last)).await?;
    rows.iter().map(lean).collect()
}

fn lean(row: &QueryResult) -> Result<StoredFact> {
    let seq = row.get(0)?;
    let room = row.get(2)?;
    let room = FactRoom::from_code(room).ok_or_else(|| StoreError::Damaged(format!("facts/{seq}: room {room}")))?;
    let is_profile = room == FactRoom::Profile;
    Ok(StoredFact {
        seq,
        fact_id: Uuid::nil(),
        supplier_seq: row.get(1)?,
        room,
        valid_from: if is_profile { row.get(4)? } else { None },
        valid_to: if is_profile { row.get(5)? } else { None },
        related_seq: None,
        watched: false,
        body: row.get(3)?,
        details: None,
        recorded_at: DateTime::UNIX_EPOCH,
        superseded_at: None,
        reason: None,
        entry_seq: 0,
        superseded_entry: None,
    })
}
