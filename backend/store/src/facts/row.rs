//! Facts as stored, and as handed in.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::facts::Fact;
use serde::Serialize;
use uuid::Uuid;

use super::{FactBrief, FactRoom};
use crate::Result;
use crate::database::RowHash;
use crate::suppliers::{Branch, Membership, Profile};

/// One version of a fact, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// Number of the version; ascending in the order of recording.
    pub seq: i64,
    /// The fact; the same for all its versions, and the `id` inside a graded body.
    pub fact_id: Uuid,
    /// The supplier it is about.
    pub supplier_seq: i64,
    /// What it is about.
    pub room: FactRoom,
    /// First day on which it holds; open if none.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds; open if none.
    pub valid_to: Option<NaiveDate>,
    /// Another supplier it names: the member of a joint venture.
    pub related_seq: Option<i64>,
    /// Whether someone should look at it from time to time: an attestation with a suspension, an audit with an open finding.
    pub watched: bool,
    /// The fact itself as JSON: for graded rooms exactly the contract of `kakuzuke grade`.
    pub body: String,
    /// What the rule does not need, as JSON: source, issuer, remarks.
    pub details: Option<String>,
    /// When the register learned it.
    pub recorded_at: DateTime<Utc>,
    /// When a correction or withdrawal replaced it.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Why it was replaced.
    pub reason: Option<String>,
    /// The ledger entry that recorded it.
    pub entry_seq: i64,
    /// The ledger entry that replaced it.
    pub superseded_entry: Option<i64>,
}

impl StoredFact {
    /// The fact as the grading rule reads it; `None` for profiles, branches and memberships.
    ///
    /// # Errors
    /// The stored body is damaged.
    pub fn graded(&self) -> Result<Option<Fact>> {
        self.brief().graded()
    }

    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.brief().holds_on(day)
    }

    /// The body as its type.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        self.brief().read()
    }

    /// What it says, without its history.
    pub(crate) fn brief(&self) -> FactBrief<'_> {
        let Self { seq, room, valid_from, valid_to, body, .. } = self;
        FactBrief { seq: *seq, room: *room, valid_from: *valid_from, valid_to: *valid_to, body }
    }
}

/// A fact to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Its id; a replacement carries the id of what it replaces. For graded rooms the same as `id` in the body.
    pub fact_id: Uuid,
    /// The supplier it is about.
    pub supplier_seq: i64,
    /// What it is about.
    pub room: FactRoom,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// Another supplier it names.
    pub related_seq: Option<i64>,
    /// JSON.
    pub body: String,
    /// JSON, or none.
    pub details: Option<String>,
    /// What the body says, where that is a profile at hand: it need not be read again.
    pub(crate) profile: Option<Box<Profile>>,
}

impl NewFact {
    /// A fact of the grading rule. Its days are read from the fact.
    #[must_use]
    pub fn graded(supplier_seq: i64, fact_id: Uuid, fact: &Fact) -> Self {
        Self {
            fact_id,
            supplier_seq,
            room: fact.room().into(),
            valid_from: Some(fact.valid_from()),
            valid_to: fact.valid_to(),
            related_seq: None,
            body: fact.to_body(),
            details: None,
            profile: None,
        }
    }

    /// What a supplier is called and where it is, during a span of days.
    #[must_use]
    pub fn profile(
        supplier_seq: i64,
        fact_id: Uuid,
        profile: &Profile,
        valid_from: Option<NaiveDate>,
        valid_to: Option<NaiveDate>,
    ) -> Self {
        let fact = Self::of(supplier_seq, fact_id, FactRoom::Profile, profile, valid_from, valid_to);
        Self { profile: Some(Box::new(profile.clone())), ..fact }
    }

    /// A branch of a supplier.
    #[must_use]
    pub fn branch(
        supplier_seq: i64,
        fact_id: Uuid,
        branch: &Branch,
        valid_from: Option<NaiveDate>,
        valid_to: Option<NaiveDate>,
    ) -> Self {
        Self::of(supplier_seq, fact_id, FactRoom::Branch, branch, valid_from, valid_to)
    }

    /// A member of the joint venture `supplier_seq`.
    #[must_use]
    pub fn membership(
        supplier_seq: i64,
        fact_id: Uuid,
        member_seq: i64,
        membership: &Membership,
        valid_from: Option<NaiveDate>,
        valid_to: Option<NaiveDate>,
    ) -> Self {
        let fact = Self::of(supplier_seq, fact_id, FactRoom::Membership, membership, valid_from, valid_to);
        Self { related_seq: Some(member_seq), ..fact }
    }

    /// With what the rule does not need, as JSON.
    #[must_use]
    pub fn with_details(mut self, details: Option<String>) -> Self {
        self.details = details;
        self
    }

    fn of(
        supplier_seq: i64,
        fact_id: Uuid,
        room: FactRoom,
        body: &impl Serialize,
        valid_from: Option<NaiveDate>,
        valid_to: Option<NaiveDate>,
    ) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self {
            fact_id,
            supplier_seq,
            room,
            valid_from,
            valid_to,
            related_seq: None,
            body,
            details: None,
            profile: None,
        }
    }
}

/// A correction (with a replacement) or a withdrawal (without) of the current version of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supersession {
    /// The fact whose current version ends.
    pub fact_id: Uuid,
    /// What takes its place, with the same fact id and supplier.
    pub replacement: Option<NewFact>,
    /// Why; kept for ever.
    pub reason: String,
}

/// The seal of a version: everything but its supersession, which its own ledger entry seals.
pub(crate) fn fact_sha(fact: &StoredFact) -> [u8; 32] {
    RowHash::new("facts")
        .int(fact.seq)
        .id(fact.fact_id)
        .int(fact.supplier_seq)
        .int(i64::from(fact.room.as_code()))
        .day(fact.valid_from)
        .day(fact.valid_to)
        .int_or_null(fact.related_seq)
        .int(i64::from(fact.watched))
        .text(&fact.body)
        .text_or_null(fact.details.as_deref())
        .int(crate::clock::micros(fact.recorded_at))
        .int(fact.entry_seq)
        .finish()
}
