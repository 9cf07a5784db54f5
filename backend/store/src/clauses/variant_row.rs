//! A buyer's own text of a clause, as stored and as handed in.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::clauses::VariantJudgement;
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{RowExt, RowHash};
use crate::{Result, StoreError};

/// A buyer's own text to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVariant {
    /// Its id; a replacement carries the id of what it replaces.
    pub variant_id: Uuid,
    /// The buyer.
    pub buyer_seq: i64,
    /// The clause in whose place it stands.
    pub code: String,
    /// The version of the clause it was compared with.
    pub version: String,
    /// The heading.
    pub title: String,
    /// The text, a line for each paragraph and item.
    pub body: String,
    /// The first day on which the buyer uses it.
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_to: Option<NaiveDate>,
    /// How it stands beside the standard; none until somebody has judged.
    pub judgement: Option<VariantJudgement>,
    /// Why it was judged so.
    pub grounds: Option<String>,
    /// Who judged.
    pub judged_by: Option<Uuid>,
}

/// One version of a buyer's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseVariant {
    /// Number of the version.
    pub seq: i64,
    /// The buyer's id.
    pub buyer: Uuid,
    /// The buyer's code.
    pub buyer_code: Option<String>,
    /// The buyer's name.
    pub buyer_name: String,
    /// What was recorded.
    pub said: NewVariant,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// When it was corrected, judged or withdrawn.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// The ledger entry that recorded it.
    pub entry_seq: i64,
}

/// The columns that [`variant_from`] reads, in order; needs `buyers b` joined.
pub(crate) const VARIANT_COLUMNS: &str = "v.seq, v.variant_id, v.buyer_seq, b.id, b.code, b.name, v.code, v.version, v.title, v.body, \
     v.valid_from, v.valid_to, v.judgement, v.grounds, v.judged_by, v.recorded_at, v.superseded_at, v.reason, v.entry_seq, v.superseded_entry";

/// Reads [`VARIANT_COLUMNS`].
pub(crate) fn variant_from(row: &QueryResult) -> Result<ClauseVariant> {
    let seq = row.get(0)?;
    let judgement: Option<String> = row.get(12)?;
    let judgement = judgement
        .map(|word| {
            VariantJudgement::from_word(&word).ok_or_else(|| StoreError::Damaged(format!("clause_variants/{seq}")))
        })
        .transpose()?;
    Ok(ClauseVariant {
        seq,
        buyer: row.get(3)?,
        buyer_code: row.get(4)?,
        buyer_name: row.get(5)?,
        said: NewVariant {
            variant_id: row.get(1)?,
            buyer_seq: row.get(2)?,
            code: row.get(6)?,
            version: row.get(7)?,
            title: row.get(8)?,
            body: row.get(9)?,
            valid_from: row.get(10)?,
            valid_to: row.get(11)?,
            judgement,
            grounds: row.get(13)?,
            judged_by: row.get(14)?,
        },
        recorded_at: row.instant(15)?,
        superseded_at: row.instant_or_none(16)?,
        reason: row.get(17)?,
        entry_seq: row.get(18)?,
    })
}

/// The seal of a version: everything but its supersession.
pub(crate) fn variant_sha(variant: &ClauseVariant) -> [u8; 32] {
    said_sha(variant.seq, &variant.said, variant.recorded_at, variant.entry_seq)
}

/// The seal of what is about to be recorded.
pub(super) fn said_sha(seq: i64, said: &NewVariant, recorded_at: DateTime<Utc>, entry_seq: i64) -> [u8; 32] {
    let row = RowHash::new("clause_variants")
        .int(seq)
        .id(said.variant_id)
        .int(said.buyer_seq)
        .text(&said.code)
        .text(&said.version)
        .text(&said.title)
        .text(&said.body)
        .day(Some(said.valid_from))
        .day(said.valid_to)
        .text_or_null(said.judgement.map(VariantJudgement::as_str))
        .text_or_null(said.grounds.as_deref());
    let row = match said.judged_by {
        Some(account) => row.id(account),
        None => row.null(),
    };
    row.int(micros(recorded_at)).int(entry_seq).finish()
}
