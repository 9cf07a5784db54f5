//! A contract, as stored and as handed in.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::Result;
use crate::clock::micros;
use crate::database::{RowExt, RowHash};

/// One version of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Number of the version.
    pub seq: i64,
    /// The contract; the same for all its versions.
    pub contract_id: Uuid,
    /// The buyer.
    pub buyer_seq: i64,
    /// The buyer's code.
    pub buyer_code: Option<String>,
    /// The buyer's name.
    pub buyer_name: String,
    /// The supplier.
    pub supplier_seq: i64,
    /// The supplier's id.
    pub supplier: Uuid,
    /// What is bought, as written.
    pub title: String,
    /// Day of the award.
    pub awarded_on: Option<NaiveDate>,
    /// First day of the period.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the period.
    pub valid_to: Option<NaiveDate>,
    /// Amount in whole yen.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount, such as 「非公表」 or 「単価契約」.
    pub amount_note: Option<String>,
    /// What makes the row of its source unique for its buyer.
    pub source_key: Option<String>,
    /// Anything else, as JSON.
    pub details: Option<String>,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// When it was corrected or withdrawn.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// The ledger entry that recorded it.
    pub entry_seq: i64,
    /// The ledger entry that ended it.
    pub superseded_entry: Option<i64>,
}

/// A contract to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContract {
    /// Its id; a replacement carries the id of what it replaces.
    pub contract_id: Uuid,
    /// The buyer.
    pub buyer_seq: i64,
    /// The supplier.
    pub supplier_seq: i64,
    /// What is bought.
    pub title: String,
    /// Day of the award.
    pub awarded_on: Option<NaiveDate>,
    /// First day of the period.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the period.
    pub valid_to: Option<NaiveDate>,
    /// Amount in whole yen.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount.
    pub amount_note: Option<String>,
    /// What makes the row of its source unique for its buyer.
    pub source_key: Option<String>,
    /// Anything else, as JSON.
    pub details: Option<String>,
}

/// The columns that [`contract_from`] reads, in order; needs `buyers b` and `suppliers s` joined.
pub(crate) const COLUMNS: &str = "c.seq, c.contract_id, c.buyer_seq, b.code, b.name, c.supplier_seq, s.id, c.title, c.awarded_on, \
     c.valid_from, c.valid_to, c.amount_yen, c.amount_note, c.source_key, c.details, c.recorded_at, c.superseded_at, c.reason, \
     c.entry_seq, c.superseded_entry";

/// Reads [`COLUMNS`].
pub(crate) fn contract_from(row: &QueryResult) -> Result<Contract> {
    Ok(Contract {
        seq: row.get(0)?,
        contract_id: row.get(1)?,
        buyer_seq: row.get(2)?,
        buyer_code: row.get(3)?,
        buyer_name: row.get(4)?,
        supplier_seq: row.get(5)?,
        supplier: row.get(6)?,
        title: row.get(7)?,
        awarded_on: row.get(8)?,
        valid_from: row.get(9)?,
        valid_to: row.get(10)?,
        amount_yen: row.get(11)?,
        amount_note: row.get(12)?,
        source_key: row.get(13)?,
        details: row.get(14)?,
        recorded_at: row.instant(15)?,
        superseded_at: row.instant_or_none(16)?,
        reason: row.get(17)?,
        entry_seq: row.get(18)?,
        superseded_entry: row.get(19)?,
    })
}

/// The seal of a version: everything but its supersession.
pub(crate) fn contract_sha(seq: i64, contract: &NewContract, recorded_at: DateTime<Utc>, entry_seq: i64) -> [u8; 32] {
    RowHash::new("contracts")
        .int(seq)
        .id(contract.contract_id)
        .int(contract.buyer_seq)
        .int(contract.supplier_seq)
        .text(&contract.title)
        .day(contract.awarded_on)
        .day(contract.valid_from)
        .day(contract.valid_to)
        .int_or_null(contract.amount_yen)
        .text_or_null(contract.amount_note.as_deref())
        .text_or_null(contract.source_key.as_deref())
        .text_or_null(contract.details.as_deref())
        .int(micros(recorded_at))
        .int(entry_seq)
        .finish()
}

impl From<Contract> for NewContract {
    fn from(contract: Contract) -> Self {
        Self {
            contract_id: contract.contract_id,
            buyer_seq: contract.buyer_seq,
            supplier_seq: contract.supplier_seq,
            title: contract.title,
            awarded_on: contract.awarded_on,
            valid_from: contract.valid_from,
            valid_to: contract.valid_to,
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note,
            source_key: contract.source_key,
            details: contract.details,
        }
    }
}
