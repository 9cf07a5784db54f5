//! An audit as the API reads and writes it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;

/// What an auditor concludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// Everything conforms.
    Conforming,
    /// It conforms, with findings.
    ConformingWithFindings,
    /// It does not conform.
    Nonconforming,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Grave.
    Major,
    /// Slight.
    Minor,
    /// A remark.
    Observation,
}

/// One finding of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingBody {
    /// Its name inside the audit.
    #[schema(min_length = 1, max_length = 100)]
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// The day by which it has to be corrected.
    pub due_on: Day,
    /// The day on which it was; null if it is not yet.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// The day by which the supplier promised it.
    #[serde(default)]
    pub promised_on: Option<Day>,
}

/// One audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditBody {
    /// The day on which it was performed.
    pub performed_on: Day,
    /// The day on which a buyer accepted its report; null if none has, otherwise not before `performed_on`.
    #[serde(default)]
    pub accepted_on: Option<Day>,
    /// Whether a third party performed it.
    pub third_party: bool,
    /// What the auditor concludes.
    pub opinion: Opinion,
    /// What the auditor found.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub findings: Vec<FindingBody>,
}
