//! Rows of the sealed tables with the seal they carry and the seal they should carry.

use sea_orm::{ConnectionTrait, QueryResult};

use super::{Sealed, SealedTable};
use crate::buyers::{self, buyer_from, buyer_sha};
use crate::clauses::{self, clause_set_sha, published_from, variant_from, variant_sha};
use crate::contracts::{self, CLOSE_OUT_COLUMNS, close_out_sha, contract_from, contract_sha};
use crate::database::{Params, RowExt, all};
use crate::facts::{FACT_COLUMNS, fact_from, fact_sha};
use crate::schemes::{self, scheme_from};
use crate::suppliers::supplier_sha;
use crate::supplies::{self, supply_from, supply_sha};
use crate::{Result, StoreError};

/// A row and its two seals; `should` is none if the row cannot be read at all.
pub(super) struct Seal {
    pub(super) seq: i64,
    pub(super) entry_seq: i64,
    pub(super) carries: Vec<u8>,
    pub(super) should: Option<[u8; 32]>,
}

/// Rows of a table after a number.
pub(super) async fn seals(db: &impl ConnectionTrait, table: SealedTable, after: i64, limit: i64) -> Result<Vec<Seal>> {
    let sql = match table {
        SealedTable::Suppliers => {
            "SELECT s.sha, s.entry_seq, s.seq, s.id, s.registered_at FROM suppliers s WHERE s.seq > ? ORDER BY s.seq LIMIT ?".to_owned()
        }
        SealedTable::Facts => {
            format!("SELECT {FACT_COLUMNS}, f.sha, f.entry_seq, f.seq FROM facts f WHERE f.seq > ? ORDER BY f.seq LIMIT ?")
        }
        SealedTable::Buyers => format!(
            "SELECT {}, b.recorded_at, b.sha, b.entry_seq, b.seq FROM buyers b WHERE b.seq > ? ORDER BY b.seq LIMIT ?",
            buyers::COLUMNS
        ),
        SealedTable::Contracts => format!(
            "SELECT {}, c.sha, c.entry_seq, c.seq FROM contracts c LEFT JOIN buyers b ON b.seq = c.buyer_seq \
             LEFT JOIN suppliers s ON s.seq = c.supplier_seq WHERE c.seq > ? ORDER BY c.seq LIMIT ?",
            contracts::COLUMNS
        ),
        SealedTable::Schemes => format!(
            "SELECT {}, s.sha, s.entry_seq, s.seq FROM schemes s WHERE s.seq > ? ORDER BY s.seq LIMIT ?",
            schemes::COLUMNS
        ),
        SealedTable::CloseOuts => format!(
            "SELECT {CLOSE_OUT_COLUMNS}, o.sha, o.entry_seq, o.seq FROM close_outs o WHERE o.seq > ? ORDER BY o.seq LIMIT ?"
        ),
        SealedTable::Supplies => format!(
            "SELECT {}, x.sha, x.entry_seq, x.seq FROM supplies x WHERE x.seq > ? ORDER BY x.seq LIMIT ?",
            supplies::COLUMNS
        ),
        SealedTable::ClauseSets => format!(
            "SELECT {}, s.sha, s.entry_seq, s.seq FROM clause_sets s WHERE s.seq > ? ORDER BY s.seq LIMIT ?",
            clauses::SET_COLUMNS
        ),
        SealedTable::ClauseVariants => format!(
            "SELECT {}, v.sha, v.entry_seq, v.seq FROM clause_variants v LEFT JOIN buyers b ON b.seq = v.buyer_seq \
             WHERE v.seq > ? ORDER BY v.seq LIMIT ?",
            clauses::VARIANT_COLUMNS
        ),
    };
    let rows = all(db, &sql, Params::new().with(after).with(limit)).await?;
    rows.iter().map(|row| seal(table, row)).collect()
}

fn seal(table: SealedTable, row: &QueryResult) -> Result<Seal> {
    let at = match table {
        SealedTable::Suppliers => 0,
        SealedTable::Facts => 15,
        SealedTable::Buyers => 9,
        SealedTable::Contracts => contracts::COLUMN_COUNT,
        SealedTable::Schemes | SealedTable::ClauseSets => 7,
        SealedTable::CloseOuts => 9,
        SealedTable::Supplies => 15,
        SealedTable::ClauseVariants => 20,
    };
    let (carries, entry_seq, seq) = (row.get(at).unwrap_or_default(), row.get(at + 1).unwrap_or(-1), row.get(at + 2)?);
    let should = match table {
        SealedTable::Suppliers => supplier(row, seq, entry_seq),
        SealedTable::Facts => fact_from(row).map(|fact| fact_sha(&fact)),
        SealedTable::Buyers => buyer_from(row).and_then(|buyer| Ok(buyer_sha(&buyer, row.get(8)?, entry_seq))),
        SealedTable::Contracts => contract_from(row).map(|contract| {
            let (at, marks) = (contract.recorded_at, contract.marks.clone());
            contract_sha(seq, &contract.into(), &marks, at, entry_seq)
        }),
        SealedTable::Schemes => scheme_from(row).map(|scheme| schemes::scheme_sha(&scheme, entry_seq)),
        SealedTable::CloseOuts => close_out_sha(row),
        SealedTable::Supplies => {
            supply_from(row).map(|supply| supply_sha(seq, &supply.record, supply.recorded_at, entry_seq))
        }
        SealedTable::ClauseSets => published_from(row).map(|set| clause_set_sha(&set, entry_seq)),
        SealedTable::ClauseVariants => variant_from(row).map(|variant| variant_sha(&variant)),
    };
    Ok(Seal { seq, entry_seq, carries, should: should.ok() })
}

fn supplier(row: &QueryResult, seq: i64, entry_seq: i64) -> Result<[u8; 32]> {
    Ok(supplier_sha(seq, row.get(3)?, row.get(4)?, entry_seq))
}

/// Ended rows of a table, by the entry that ended them.
pub(super) async fn ended(
    db: &impl ConnectionTrait,
    table: SealedTable,
    after: (i64, i64),
    limit: i64,
) -> Result<Vec<(i64, Sealed)>> {
    let sql = format!(
        "SELECT superseded_entry, seq, superseded_at, reason FROM {} WHERE superseded_entry IS NOT NULL \
         AND (superseded_entry, seq) > (?, ?) ORDER BY superseded_entry, seq LIMIT ?",
        table.as_str()
    );
    let rows = all(db, &sql, Params::new().with(after.0).with(after.1).with(limit)).await?;
    let row = |row: &QueryResult| {
        let (entry, seq): (i64, i64) = (row.get(0)?, row.get(1)?);
        let at = row.instant_or_none(2)?.ok_or_else(|| StoreError::Damaged(format!("{}/{seq}", table.as_str())));
        let reason: Option<String> = row.get(3)?;
        // A row that lost its instant is sealed as nothing ever was: its entry will not agree.
        let at = at.unwrap_or(chrono::DateTime::UNIX_EPOCH);
        Ok((entry, Sealed::ended(table, seq, at, &reason.unwrap_or_default())))
    };
    rows.iter().map(row).collect()
}
