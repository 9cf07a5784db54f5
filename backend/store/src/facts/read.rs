//! Reading facts, as of any two dates.

use std::ops::ControlFlow;

use futures_util::TryStreamExt;
use sea_orm::{ConnectionTrait, QueryResult};

use super::{FactRoom, StoredFact};
use crate::database::{Params, RowExt, all, in_ints, ints, stream};
use crate::{AsOf, Result, Store, StoreError, Work};

/// The columns that [`fact_from`] reads, in order.
pub(crate) const FACT_COLUMNS: &str = "f.seq, f.fact_id, f.supplier_seq, f.room, f.valid_from, f.valid_to, f.related_seq, \
     f.watched, f.body, f.details, f.recorded_at, f.superseded_at, f.reason, f.entry_seq, f.superseded_entry";

/// What was known at an instant: recorded by then, and not superseded by then. Takes the instant twice.
pub(crate) const KNOWN: &str = "f.recorded_at <= ? AND (f.superseded_at IS NULL OR f.superseded_at > ?)";

/// Reads [`FACT_COLUMNS`].
pub(crate) fn fact_from(row: &QueryResult) -> Result<StoredFact> {
    let seq = row.get(0)?;
    let room: i16 = row.get(3)?;
    Ok(StoredFact {
        seq,
        fact_id: row.get(1)?,
        supplier_seq: row.get(2)?,
        room: FactRoom::from_code(room).ok_or_else(|| StoreError::Damaged(format!("facts/{seq}: room {room}")))?,
        valid_from: row.get(4)?,
        valid_to: row.get(5)?,
        related_seq: row.get(6)?,
        watched: row.get(7)?,
        body: row.get(8)?,
        details: row.get(9)?,
        recorded_at: row.instant(10)?,
        superseded_at: row.instant_or_none(11)?,
        reason: row.get(12)?,
        entry_seq: row.get(13)?,
        superseded_entry: row.get(14)?,
    })
}

/// Current facts of suppliers, by supplier and number.
pub(crate) async fn current(
    db: &impl ConnectionTrait,
    suppliers: &[i64],
    room: Option<FactRoom>,
) -> Result<Vec<StoredFact>> {
    let set = in_ints(db.get_database_backend(), "f.supplier_seq");
    let (filter, mut params) =
        (room.map_or("", |_| " AND f.room = ?"), Params::new().with(ints(suppliers.iter().copied())));
    if let Some(room) = room {
        params.push(room.as_code());
    }
    let sql = format!(
        "SELECT {FACT_COLUMNS} FROM facts f WHERE {set}{filter} AND f.superseded_at IS NULL ORDER BY f.supplier_seq, f.seq"
    );
    all(db, &sql, params).await?.iter().map(fact_from).collect()
}

/// What was known of one supplier at an instant.
pub(crate) async fn known(db: &impl ConnectionTrait, supplier_seq: i64, at: i64) -> Result<Vec<StoredFact>> {
    let sql = format!("SELECT {FACT_COLUMNS} FROM facts f WHERE f.supplier_seq = ? AND {KNOWN} ORDER BY f.seq");
    all(db, &sql, Params::new().with(supplier_seq).with(at).with(at)).await?.iter().map(fact_from).collect()
}

impl Work {
    /// Current facts of these suppliers, ordered by supplier and number, with what this unit of work has written.
    ///
    /// # Errors
    /// The database failed.
    pub async fn facts_of(&self, suppliers: &[i64], room: Option<FactRoom>) -> Result<Vec<StoredFact>> {
        current(&*self.tx, suppliers, room).await
    }
}

impl Store {
    /// Facts of a room as they were known, by number, after `after_seq` (0 for the first page).
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_facts(
        &self,
        room: FactRoom,
        after_seq: i64,
        limit: u32,
        as_of: &AsOf,
    ) -> Result<Vec<StoredFact>> {
        let sql = format!(
            "SELECT {FACT_COLUMNS} FROM facts f WHERE f.room = ? AND f.seq > ? AND {KNOWN} ORDER BY f.seq LIMIT ?"
        );
        let params = Params::new()
            .with(room.as_code())
            .with(after_seq)
            .with(as_of.known())
            .with(as_of.known())
            .with(i64::from(limit));
        all(self.reader(), &sql, params).await?.iter().map(fact_from).collect()
    }

    /// Hands every fact that was known to `each`, supplier by supplier, in constant memory, until it breaks off.
    ///
    /// # Errors
    /// The database failed.
    pub async fn for_each_fact(
        &self,
        room: Option<FactRoom>,
        as_of: &AsOf,
        mut each: impl FnMut(StoredFact) -> ControlFlow<()>,
    ) -> Result<()> {
        let filter = room.map_or("", |_| " AND f.room = ?");
        let mut params = Params::new().with(as_of.known()).with(as_of.known());
        if let Some(room) = room {
            params.push(room.as_code());
        }
        let sql =
            format!("SELECT {FACT_COLUMNS} FROM facts f WHERE {KNOWN}{filter} ORDER BY f.supplier_seq, f.room, f.seq");
        let mut rows = stream(self.reader(), &sql, params).await?;
        while let Some(row) = rows.try_next().await? {
            if each(fact_from(&row)?).is_break() {
                break;
            }
        }
        Ok(())
    }
}
