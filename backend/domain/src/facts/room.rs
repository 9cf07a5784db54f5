//! The rooms that hold gradable facts.

use crate::words::words;

words! {
    /// The room a fact belongs to.
    pub enum Room {
        /// Attestations.
        Attestation = "attestation",
        /// Audits.
        Audit = "audit",
        /// Duties.
        Duty = "duty",
        /// Assessments.
        Assessment = "assessment",
        /// Trainings.
        Training = "training",
        /// Incidents.
        Incident = "incident",
    }
}

impl Room {
    /// The number of the room in the database.
    #[must_use]
    pub const fn as_code(self) -> i16 {
        match self {
            Self::Attestation => 1,
            Self::Audit => 2,
            Self::Duty => 3,
            Self::Assessment => 4,
            Self::Training => 5,
            Self::Incident => 6,
        }
    }

    /// The room of a number, or `None` if no gradable facts have it.
    #[must_use]
    pub const fn from_code(code: i16) -> Option<Self> {
        match code {
            1 => Some(Self::Attestation),
            2 => Some(Self::Audit),
            3 => Some(Self::Duty),
            4 => Some(Self::Assessment),
            5 => Some(Self::Training),
            6 => Some(Self::Incident),
            _ => None,
        }
    }
}
