//! Audits: third-party and own audit reports, their findings and correction.

mod sharing;

use crate::facts::{FactsError, Problem, check_ids, days, objects};
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use sharing::{EndProblem, LONGEST_MONTHS, check_end};

words! {
    /// The auditor's opinion.
    pub enum Opinion {
        /// Nothing to correct that matters.
        Conforming = "conforming",
        /// Conforming, with findings to correct.
        ConformingWithFindings = "conforming_with_findings",
        /// Not conforming.
        Nonconforming = "nonconforming",
    }
}

words! {
    /// How grave a finding is.
    pub enum Severity {
        /// Major.
        Major = "major",
        /// Minor.
        Minor = "minor",
        /// A remark that takes no points.
        Observation = "observation",
    }
}

/// One finding of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Unique within its audit.
    pub id: String,
    /// How grave.
    pub severity: Severity,
    /// Day by which it is to be corrected.
    #[serde(with = "days::day")]
    pub due_on: NaiveDate,
    /// Day on which it was closed.
    #[serde(default, with = "days::optional_day")]
    pub closed_on: Option<NaiveDate>,
    /// Day by which the supplier promises the correction.
    #[serde(default, with = "days::optional_day")]
    pub promised_on: Option<NaiveDate>,
}

impl Finding {
    /// Whether the correction is overdue on the day: due before it and not closed by it.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.due_on < day && self.closed_on.is_none_or(|closed| closed > day)
    }
}

/// One audit report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Unique among the supplier's audits.
    pub id: String,
    /// Day of the audit.
    #[serde(with = "days::day")]
    pub performed_on: NaiveDate,
    /// Day on which a buyer first accepted the report.
    #[serde(default, with = "days::optional_day")]
    pub accepted_on: Option<NaiveDate>,
    /// Whether an independent body performed it.
    pub third_party: bool,
    /// The auditor's opinion.
    pub opinion: Opinion,
    /// Its findings.
    #[serde(default, deserialize_with = "objects::list")]
    pub findings: Vec<Finding>,
}

impl Audit {
    /// The first day on which the audit is both performed and accepted; `None` while not accepted.
    #[must_use]
    pub fn counts_from(&self) -> Option<NaiveDate> {
        self.accepted_on.map(|accepted| accepted.max(self.performed_on))
    }

    /// Whether the audit is performed and accepted by the day.
    #[must_use]
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.counts_from().is_some_and(|from| from <= day)
    }

    /// Checks the acceptance and the ids of the findings.
    ///
    /// # Errors
    /// The first problem, with its path inside the audit.
    pub fn check(&self) -> Result<(), FactsError> {
        if self.accepted_on.is_some_and(|on| on < self.performed_on) {
            return Err(FactsError::at("accepted_on", Problem::Reversed));
        }
        check_ids("findings", self.findings.iter().map(|finding| finding.id.as_str()))
    }
}
