//! A subcontract as the API answers it.

use kakuzuke_domain::grades;
use kakuzuke_domain::subcontracts::{Consent, Standing, Subcontract};
use kakuzuke_store::SubcontractRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Known;
use crate::api::band::Band;
use crate::api::day::{Day, Instant};

/// What the buyer has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentWord {
    /// Nothing yet.
    Requested,
    /// It agreed.
    Approved,
    /// It did not.
    Refused,
}

impl From<Consent> for ConsentWord {
    fn from(consent: Consent) -> Self {
        match consent {
            Consent::Requested => Self::Requested,
            Consent::Approved => Self::Approved,
            Consent::Refused => Self::Refused,
        }
    }
}

/// How it stands on the day asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    /// The buyer has not decided yet.
    Requested,
    /// The buyer refused it.
    Refused,
    /// Approved, and not begun yet.
    NotYet,
    /// Approved, and under way.
    InForce,
    /// Its days are over.
    Ended,
    /// Something above it does not hold on this day.
    Interrupted,
}

impl From<Standing> for StandingWord {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Requested => Self::Requested,
            Standing::Refused => Self::Refused,
            Standing::NotYet => Self::NotYet,
            Standing::InForce => Self::InForce,
            Standing::Ended => Self::Ended,
            Standing::Interrupted => Self::Interrupted,
        }
    }
}

/// What is recorded of a subcontract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubcontractRecord {
    /// The work handed on.
    pub work: String,
    /// The data handled in it.
    pub data: Option<String>,
    /// Whether personal data is among it.
    pub personal_data: Known,
    /// Whether the clauses of the contract bind the subcontractor too.
    pub flow_down: Known,
    /// The day of the request.
    pub requested_on: Day,
    /// First day of the work.
    pub valid_from: Option<Day>,
    /// Last day of the work.
    pub valid_to: Option<Day>,
    /// What the buyer said.
    pub consent: ConsentWord,
    /// The day on which it said so.
    pub decided_on: Option<Day>,
    /// Why it refused, or on what conditions it agreed.
    pub decision_reason: Option<String>,
}

impl From<Subcontract> for SubcontractRecord {
    fn from(one: Subcontract) -> Self {
        Self {
            work: one.work,
            data: one.data,
            personal_data: one.personal_data.into(),
            flow_down: one.flow_down.into(),
            requested_on: Day(one.requested_on),
            valid_from: one.valid_from.map(Day),
            valid_to: one.valid_to.map(Day),
            consent: one.consent.into(),
            decided_on: one.decided_on.map(Day),
            decision_reason: one.decision_reason,
        }
    }
}

/// A subcontract in its chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubcontractItem {
    /// Its id.
    pub id: Uuid,
    /// The subcontract above it; null below the contractor.
    pub above: Option<Uuid>,
    /// 1 for 再委託, 2 for 再々委託, and so on.
    #[schema(minimum = 1, maximum = 10)]
    pub tier: usize,
    /// The subcontractor.
    pub company: Uuid,
    /// Its name.
    pub company_name: String,
    /// Its corporate number.
    pub company_number: Option<String>,
    /// Its band on the day asked for; null where its grade is not for the caller.
    pub band: Option<Band>,
    /// How it stands on the day asked for.
    pub standing: StandingWord,
    /// What is recorded.
    pub subcontract: SubcontractRecord,
    /// When the register learned it.
    pub recorded_at: Instant,
}

impl SubcontractItem {
    /// A row of a chain with what is known of it on a day.
    #[must_use]
    pub fn of(tier: usize, row: SubcontractRow, standing: Standing, band: Option<grades::Band>) -> Self {
        Self {
            id: row.id,
            above: row.above,
            tier,
            company: row.company,
            company_name: row.name,
            company_number: row.number,
            band: band.map(Band::from),
            standing: standing.into(),
            subcontract: row.subcontract.into(),
            recorded_at: Instant(row.recorded_at),
        }
    }
}

/// The weakest grade of a chain.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct WeakestItem {
    /// The lowest band of those that have one; null if none has.
    pub band: Option<Band>,
    /// How many companies have no grade.
    #[schema(minimum = 0)]
    pub unrated: usize,
}

/// The chain behind a contract on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChainItem {
    /// The contract.
    pub contract: Uuid,
    /// The contractor.
    pub contractor: Uuid,
    /// Whether these are all subcontracts, or only those that concern the caller.
    pub whole: bool,
    /// The weakest grade among the contractor and those under way; null where some grade is not for the caller.
    pub weakest: Option<WeakestItem>,
    /// The subcontracts from the top down.
    pub subcontracts: Vec<SubcontractItem>,
}
