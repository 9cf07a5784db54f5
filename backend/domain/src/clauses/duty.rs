//! What a clause makes a supplier deliver, and by when.

use serde::{Deserialize, Serialize};

use crate::schemes::Text;
use crate::words::words;

words! {
    /// What sets off a duty that does not recur.
    pub enum DutyEvent {
        /// The first day of the contract.
        ContractStart = "contract_start",
        /// The end of the contract, by time or by termination.
        ContractEnd = "contract_end",
        /// A responsible person, a worker or a place changes.
        PersonnelChanged = "personnel_changed",
        /// A security incident is detected.
        IncidentDetected = "incident_detected",
        /// A security incident is over.
        IncidentClosed = "incident_closed",
        /// A finding is made known.
        FindingNotified = "finding_notified",
    }
}

/// When something is due. The names are those of parameters of the same clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timing {
    /// Once in every period of the fiscal year.
    Recurring {
        /// The parameter that says how often.
        cycle: String,
        /// The parameter that says how long after the end of a period; none for the last day of the period.
        within: Option<String>,
    },
    /// After something has happened.
    Event {
        /// What.
        event: DutyEvent,
        /// The parameter that says how long after it; none for the same day.
        within: Option<String>,
    },
}

impl Timing {
    /// The parameter of the time limit.
    #[must_use]
    pub fn within(&self) -> Option<&str> {
        match self {
            Self::Recurring { within, .. } | Self::Event { within, .. } => within.as_deref(),
        }
    }
}

/// Something to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct DutyRule {
    /// What, such as `access_log`.
    pub code: String,
    /// Its name.
    pub title: Text,
    /// When.
    pub timing: Timing,
}

/// As a file holds it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    title: Text,
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cycle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<DutyEvent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Recurring,
    Event,
}

impl TryFrom<Raw> for DutyRule {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let Raw { code, title, kind, cycle, event, within } = raw;
        let timing = match (kind, cycle, event) {
            (Kind::Recurring, Some(cycle), None) => Timing::Recurring { cycle, within },
            (Kind::Event, None, Some(event)) => Timing::Event { event, within },
            (Kind::Recurring, ..) => return Err(format!("duties.{code}: needs cycle and no event")),
            (Kind::Event, ..) => return Err(format!("duties.{code}: needs event and no cycle")),
        };
        Ok(Self { code, title, timing })
    }
}

impl From<DutyRule> for Raw {
    fn from(DutyRule { code, title, timing }: DutyRule) -> Self {
        let (kind, cycle, event, within) = match timing {
            Timing::Recurring { cycle, within } => (Kind::Recurring, Some(cycle), None, within),
            Timing::Event { event, within } => (Kind::Event, None, Some(event), within),
        };
        Self { code, title, kind, cycle, event, within }
    }
}
