//! An audit as the API reads and writes it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::day::Day;
use crate::error::{AppError, FieldProblem, Result};

/// The longest id of a finding, in characters.
const LONGEST_ID: usize = 100;
/// The most findings.
const MOST_FINDINGS: usize = 500;

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

impl AuditBody {
    /// Whether it keeps to the sizes that the API accepts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with `missing` or `too_long`.
    pub fn check(&self) -> Result<()> {
        let wrong = |field: String, code: &'static str| Err(AppError::Invalid(vec![FieldProblem::new(field, code)]));
        if self.findings.len() > MOST_FINDINGS {
            return wrong("findings".to_owned(), "too_long");
        }
        for (index, finding) in self.findings.iter().enumerate() {
            match finding.id.chars().count() {
                0 => return wrong(format!("findings[{index}].id"), "missing"),
                1..=LONGEST_ID => {}
                _ => return wrong(format!("findings[{index}].id"), "too_long"),
            }
        }
        Ok(())
    }
}
