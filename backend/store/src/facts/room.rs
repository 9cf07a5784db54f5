//! The rooms of the spine.

use kakuzuke_domain::facts::Room;

/// What a stored fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactRoom {
    /// Name, address, number, kind: [`crate::Profile`].
    Profile,
    /// A declaration, certificate, registration or report.
    Attestation,
    /// A third-party or own audit.
    Audit,
    /// What a clause makes the supplier deliver.
    Duty,
    /// A self-assessment.
    Assessment,
    /// A training or drill.
    Training,
    /// An incident.
    Incident,
    /// A branch: [`crate::Branch`].
    Branch,
    /// A member of a joint venture: [`crate::Membership`].
    Membership,
}

impl FactRoom {
    /// All rooms, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Profile,
        Self::Attestation,
        Self::Audit,
        Self::Duty,
        Self::Assessment,
        Self::Training,
        Self::Incident,
        Self::Branch,
        Self::Membership,
    ];

    /// The number under which it is stored.
    #[must_use]
    pub fn as_code(self) -> i16 {
        match self {
            Self::Profile => 0,
            Self::Attestation => 1,
            Self::Audit => 2,
            Self::Duty => 3,
            Self::Assessment => 4,
            Self::Training => 5,
            Self::Incident => 6,
            Self::Branch => 7,
            Self::Membership => 8,
        }
    }

    /// The room with this stored number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        usize::try_from(code).ok().and_then(|at| Self::ALL.get(at)).copied()
    }

    /// The word used in URLs, JSON and the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Attestation => "attestation",
            Self::Audit => "audit",
            Self::Duty => "duty",
            Self::Assessment => "assessment",
            Self::Training => "training",
            Self::Incident => "incident",
            Self::Branch => "branch",
            Self::Membership => "membership",
        }
    }

    /// The room of the grading rule, for facts that are graded.
    #[must_use]
    pub fn graded(self) -> Option<Room> {
        Some(match self {
            Self::Attestation => Room::Attestation,
            Self::Audit => Room::Audit,
            Self::Duty => Room::Duty,
            Self::Assessment => Room::Assessment,
            Self::Training => Room::Training,
            Self::Incident => Room::Incident,
            Self::Profile | Self::Branch | Self::Membership => return None,
        })
    }
}

impl From<Room> for FactRoom {
    fn from(room: Room) -> Self {
        match room {
            Room::Attestation => Self::Attestation,
            Room::Audit => Self::Audit,
            Room::Duty => Self::Duty,
            Room::Assessment => Self::Assessment,
            Room::Training => Self::Training,
            Room::Incident => Self::Incident,
        }
    }
}
