//! One fact of any room, as it is stored.

use super::{FactsError, Room, read};
use crate::assessments::Assessment;
use crate::attestations::Attestation;
use crate::audits::Audit;
use crate::duties::Duty;
use crate::incidents::Incident;
use crate::trainings::Training;
use chrono::NaiveDate;

/// One fact of any room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Of the room attestations.
    Attestation(Attestation),
    /// Of the room audits.
    Audit(Audit),
    /// Of the room duties.
    Duty(Duty),
    /// Of the room assessments.
    Assessment(Assessment),
    /// Of the room trainings.
    Training(Training),
    /// Of the room incidents.
    Incident(Incident),
}

impl Fact {
    /// Reads a body of a room. What comes from outside must then pass [`Fact::validate`].
    ///
    /// # Errors
    /// Anything that is not exactly the contract of that room; the error names its path.
    pub fn from_body(room: Room, body: &str) -> Result<Self, FactsError> {
        Ok(match room {
            Room::Attestation => Self::Attestation(read(body)?),
            Room::Audit => Self::Audit(read(body)?),
            Room::Duty => Self::Duty(read(body)?),
            Room::Assessment => Self::Assessment(read(body)?),
            Room::Training => Self::Training(read(body)?),
            Room::Incident => Self::Incident(read(body)?),
        })
    }

    /// Writes the body in the contract's field order.
    #[must_use]
    pub fn to_body(&self) -> String {
        match self {
            Self::Attestation(one) => serde_json::to_string(one),
            Self::Audit(one) => serde_json::to_string(one),
            Self::Duty(one) => serde_json::to_string(one),
            Self::Assessment(one) => serde_json::to_string(one),
            Self::Training(one) => serde_json::to_string(one),
            Self::Incident(one) => serde_json::to_string(one),
        }
        .unwrap_or_default()
    }

    /// Checks what reading alone cannot, as for a whole document.
    ///
    /// # Errors
    /// The first problem, with its path inside the fact.
    pub fn validate(&self) -> Result<(), FactsError> {
        match self {
            Self::Attestation(one) => one.check(),
            Self::Audit(one) => one.check(),
            Self::Duty(_) => Ok(()),
            Self::Assessment(one) => one.check(),
            Self::Training(one) => one.check(),
            Self::Incident(one) => one.check(),
        }
    }

    /// The fact's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Attestation(one) => &one.id,
            Self::Audit(one) => &one.id,
            Self::Duty(one) => &one.id,
            Self::Assessment(one) => &one.id,
            Self::Training(one) => &one.id,
            Self::Incident(one) => &one.id,
        }
    }

    /// The room it belongs to.
    #[must_use]
    pub const fn room(&self) -> Room {
        match self {
            Self::Attestation(_) => Room::Attestation,
            Self::Audit(_) => Room::Audit,
            Self::Duty(_) => Room::Duty,
            Self::Assessment(_) => Room::Assessment,
            Self::Training(_) => Room::Training,
            Self::Incident(_) => Room::Incident,
        }
    }

    /// The first day to which the fact speaks: start of validity, performance, due day,
    /// completion, the day held, or the Japanese day of detection.
    #[must_use]
    pub fn valid_from(&self) -> NaiveDate {
        match self {
            Self::Attestation(one) => one.valid_from,
            Self::Audit(one) => one.performed_on,
            Self::Duty(one) => one.due_on,
            Self::Assessment(one) => one.completed_on,
            Self::Training(one) => one.held_on,
            Self::Incident(one) => one.detected_on(),
        }
    }

    /// The last day of validity, which only attestations have.
    #[must_use]
    pub const fn valid_to(&self) -> Option<NaiveDate> {
        match self {
            Self::Attestation(one) => one.valid_to,
            _ => None,
        }
    }
}
