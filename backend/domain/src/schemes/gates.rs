//! The typed kinds of gates: what caps the band whatever the points.

use super::model::Text;
use crate::attestations::{Attestation, AttestationKind};
use crate::grades::Band;
use serde::Deserialize;

/// One gate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateRule {
    /// Word for the gate in the result.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The best band while the gate is not met.
    pub cap: Band,
    /// What it asks.
    pub test: GateTest,
}

/// What a gate asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum GateTest {
    /// Every group is applicable.
    FullCoverage {},
    /// A third-party audit, accepted, performed within so many months, not nonconforming.
    RecentAudit {
        /// The months.
        months: u32,
    },
    /// No major finding is overdue.
    NoMajorFindingOverdue {},
    /// One of these attestations earns points.
    Attested {
        /// The attestations.
        any_of: Vec<Paper>,
    },
    /// No serious attributable incident is open.
    NoSeriousIncidentOpen {},
    /// No correction of an attributable incident is overdue.
    NoCorrectionOverdue {
        /// Days after detection by which a serious incident without a due day is to be corrected.
        serious_days: u64,
    },
    /// No attestation suspended, and none revoked, within so many months.
    NoAttestationWithdrawn {
        /// The months.
        months: u32,
    },
}

/// A kind of attestation, of one level or of any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The kind.
    pub attestation: AttestationKind,
    /// The level; any if absent.
    pub level: Option<u8>,
}

impl Paper {
    /// Whether the attestation is of this kind and level.
    #[must_use]
    pub fn is(&self, attestation: &Attestation) -> bool {
        self.attestation == attestation.kind && (self.level.is_none() || self.level == attestation.level)
    }
}
