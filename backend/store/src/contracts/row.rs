//! A contract, as stored and as handed in.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::contracts::{Answer, Attributes, Circumstances, Criticality, CriticalityRule};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::clock::micros;
use crate::database::{RowExt, RowHash};
use crate::{Result, StoreError};

/// One version of the terms of a contract.
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
    /// Amount with tax in whole yen.
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
    /// First day on which these terms hold: that of an amendment, or none for the terms agreed at first.
    pub terms_from: Option<NaiveDate>,
    /// Last day on which these terms hold: the day before the next amendment, or none.
    pub terms_to: Option<NaiveDate>,
    /// The contract that this one renews.
    pub former: Option<Uuid>,
    /// What it touches, as JSON; read it by [`Contract::attributes`].
    pub attributes: Option<String>,
    /// What follows from that.
    pub marks: Marks,
    /// The buyer's id.
    pub buyer: Uuid,
}

/// What follows from the attributes of a contract: judged when it was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Code of its criticality; none where no attribute is known, which is [`Criticality::Undetermined`].
    pub critical: Option<i16>,
    /// SHA-256 of the rule by which it was judged.
    pub rule: Option<String>,
    /// The section in charge.
    pub section: Option<String>,
    /// Whether personal data is handled: 0 no, 1 yes, 2 unknown.
    pub personal_data: Option<i16>,
    /// Whether cloud services are used, likewise.
    pub cloud: Option<i16>,
    /// Whether a part is entrusted further, likewise.
    pub subcontracting: Option<i16>,
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
    /// Amount with tax in whole yen.
    pub amount_yen: Option<i64>,
    /// What stands in place of an amount.
    pub amount_note: Option<String>,
    /// What makes the row of its source unique for its buyer.
    pub source_key: Option<String>,
    /// Anything else, as JSON.
    pub details: Option<String>,
    /// First day on which these terms hold; none for the terms agreed at first.
    pub terms_from: Option<NaiveDate>,
    /// Last day on which these terms hold.
    pub terms_to: Option<NaiveDate>,
    /// The contract that this one renews.
    pub former: Option<Uuid>,
    /// What it touches, as [`Attributes::to_json`] writes it.
    pub attributes: Option<String>,
}

impl NewContract {
    /// A contract of which nothing but this is known.
    #[must_use]
    pub fn new(contract_id: Uuid, buyer_seq: i64, supplier_seq: i64, title: impl Into<String>) -> Self {
        Self {
            contract_id,
            buyer_seq,
            supplier_seq,
            title: title.into(),
            awarded_on: None,
            valid_from: None,
            valid_to: None,
            amount_yen: None,
            amount_note: None,
            source_key: None,
            details: None,
            terms_from: None,
            terms_to: None,
            former: None,
            attributes: None,
        }
    }

    /// What it touches.
    ///
    /// # Errors
    /// The text is no attributes.
    pub fn attributes(&self) -> Result<Attributes> {
        read(self.attributes.as_deref(), "new")
    }
}

impl Contract {
    /// What it touches.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn attributes(&self) -> Result<Attributes> {
        read(self.attributes.as_deref(), self.seq)
    }

    /// Whether it is critical, as judged when these terms were recorded.
    #[must_use]
    pub fn criticality(&self) -> Criticality {
        self.marks.critical.and_then(Criticality::from_code).unwrap_or(Criticality::Undetermined)
    }

    /// The circumstances on which a standard clause may hang.
    #[must_use]
    pub fn circumstances(&self) -> Circumstances {
        let answer = |code: Option<i16>| match code {
            Some(0) => Answer::No,
            Some(1) => Answer::Yes,
            _ => Answer::Unknown,
        };
        Circumstances {
            critical: match self.criticality() {
                Criticality::Critical => Answer::Yes,
                Criticality::NotCritical => Answer::No,
                Criticality::Undetermined => Answer::Unknown,
            },
            personal_data: answer(self.marks.personal_data),
            cloud: answer(self.marks.cloud),
            subcontracting: answer(self.marks.subcontracting),
        }
    }
}

fn read(attributes: Option<&str>, seq: impl std::fmt::Display) -> Result<Attributes> {
    let Some(text) = attributes else { return Ok(Attributes::default()) };
    Attributes::from_json(text).map_err(|error| StoreError::Damaged(format!("contracts/{seq}: {error}")))
}

fn code(answer: Answer) -> i16 {
    match answer {
        Answer::No => 0,
        Answer::Yes => 1,
        Answer::Unknown => 2,
    }
}

impl Marks {
    /// What follows from these attributes by the rule in force on `day`; nothing where no attribute is known.
    pub(super) fn of(attributes: &Attributes, day: NaiveDate) -> Self {
        if attributes.is_empty() {
            return Self::default();
        }
        let rule = CriticalityRule::in_force_on(day);
        let criticality = rule.map_or(Criticality::Undetermined, |rule| rule.judge(attributes).criticality);
        let circumstances = Circumstances::of(attributes, criticality);
        Self {
            critical: Some(criticality.as_code()),
            rule: rule.map(|rule| rule.sha256.clone()),
            section: attributes.section.clone(),
            personal_data: Some(code(circumstances.personal_data)),
            cloud: Some(code(circumstances.cloud)),
            subcontracting: Some(code(circumstances.subcontracting)),
        }
    }
}

/// The columns that [`contract_from`] reads, in order; needs `buyers b` and `suppliers s` joined.
pub(crate) const COLUMNS: &str = "c.seq, c.contract_id, c.buyer_seq, b.code, b.name, c.supplier_seq, s.id, c.title, c.awarded_on, \
     c.valid_from, c.valid_to, c.amount_yen, c.amount_note, c.source_key, c.details, c.recorded_at, c.superseded_at, c.reason, \
     c.entry_seq, c.superseded_entry, c.terms_from, c.terms_to, c.former_id, c.attributes, c.critical, c.rule, c.section, \
     c.personal_data, c.cloud, c.subcontracting, b.id";

/// How many [`COLUMNS`] there are.
pub(crate) const COLUMN_COUNT: usize = 31;

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
        terms_from: row.get(20)?,
        terms_to: row.get(21)?,
        former: row.get(22)?,
        attributes: row.get(23)?,
        marks: Marks {
            critical: row.get(24)?,
            rule: row.get(25)?,
            section: row.get(26)?,
            personal_data: row.get(27)?,
            cloud: row.get(28)?,
            subcontracting: row.get(29)?,
        },
        buyer: row.get(30)?,
    })
}

/// The seal of a version: everything but its supersession. A version of which nothing beside the award is known has the seal that
/// it had before contracts had attributes.
pub(crate) fn contract_sha(
    seq: i64,
    contract: &NewContract,
    marks: &Marks,
    recorded_at: DateTime<Utc>,
    entry_seq: i64,
) -> [u8; 32] {
    let award = RowHash::new("contracts")
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
        .int(entry_seq);
    let bare = contract.terms_from.is_none()
        && contract.terms_to.is_none()
        && contract.former.is_none()
        && contract.attributes.is_none()
        && *marks == Marks::default();
    if bare {
        return award.finish();
    }
    let award = award.day(contract.terms_from).day(contract.terms_to);
    let former = match contract.former {
        Some(former) => award.id(former),
        None => award.null(),
    };
    former
        .text_or_null(contract.attributes.as_deref())
        .int_or_null(marks.critical.map(i64::from))
        .text_or_null(marks.rule.as_deref())
        .text_or_null(marks.section.as_deref())
        .int_or_null(marks.personal_data.map(i64::from))
        .int_or_null(marks.cloud.map(i64::from))
        .int_or_null(marks.subcontracting.map(i64::from))
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
            terms_from: contract.terms_from,
            terms_to: contract.terms_to,
            former: contract.former,
            attributes: contract.attributes,
        }
    }
}
