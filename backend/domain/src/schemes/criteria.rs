//! The typed kinds of criteria. Each explains itself and says what would earn more.

use crate::attestations::{Attestation, AttestationKind, Edition, Scope};
use crate::audits::{Opinion, Severity};
use crate::facts::days;
use crate::trainings::TrainingKind;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

/// How a criterion earns or takes points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// The highest of a family of attestations.
    BestOf(BestOf),
    /// The latest third-party audit, by its age and opinion.
    StepsByAge(StepsByAge),
    /// A deduction for each overdue finding.
    OverdueFindings(OverdueFindings),
    /// The share of duties done on time.
    OnTimeRatio(OnTimeRatio),
    /// The latest assessment, by its score.
    ScoreSteps(ScoreSteps),
    /// The number of trainings attended.
    CountSteps(CountSteps),
    /// The latest drill, by its rates.
    DrillRates(DrillRates),
    /// A deduction for each incident.
    IncidentDeductions(IncidentDeductions),
}

impl Rule {
    /// The most one line of this rule earns, in thousandths.
    #[must_use]
    pub fn maximum_milli(&self) -> i64 {
        match self {
            Self::BestOf(rule) => {
                let best = rule.rows.iter().map(|row| row.points_milli).max();
                let extra = rule.supplement.as_ref().map(|one| one.points_milli);
                best.unwrap_or(0) + extra.unwrap_or(0)
            }
            Self::StepsByAge(rule) => rule.steps.iter().map(|step| step.points_milli).max().unwrap_or(0),
            Self::OnTimeRatio(rule) => rule.points_milli,
            Self::ScoreSteps(rule) => rule.steps.iter().map(|step| step.points_milli).max().unwrap_or(0),
            Self::CountSteps(rule) => rule.steps.iter().map(|step| step.points_milli).max().unwrap_or(0),
            Self::DrillRates(rule) => rule.points_milli,
            Self::OverdueFindings(_) | Self::IncidentDeductions(_) => 0,
        }
    }
}

/// The highest of a family; inside it only the highest counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BestOf {
    /// What earns how much.
    pub rows: Vec<Row>,
    /// What adds to it where the best row earned points.
    pub supplement: Option<Supplement>,
}

/// Points of one attestation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its kind.
    pub attestation: AttestationKind,
    /// Only of this level.
    pub level: Option<u8>,
    /// Only of this edition.
    pub edition: Option<Edition>,
    /// Only of this scope.
    pub scope: Option<Scope>,
    /// What it earns.
    pub points_milli: i64,
    /// First day on which the row earns; always if absent, never while `"unset"`.
    pub active_from: Option<Start>,
    /// Last day on which the row earns.
    #[serde(default, with = "days::optional_day")]
    pub active_until: Option<NaiveDate>,
}

impl Row {
    /// Whether the row speaks of the attestation.
    #[must_use]
    pub fn speaks_of(&self, attestation: &Attestation) -> bool {
        self.attestation == attestation.kind
            && (self.level.is_none() || self.level == attestation.level)
            && (self.edition.is_none() || self.edition == attestation.edition)
            && (self.scope.is_none() || self.scope == attestation.scope)
    }

    /// Whether the row earns on the day.
    #[must_use]
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        let started = match self.active_from {
            None => true,
            Some(Start::Unset) => false,
            Some(Start::On(from)) => from <= day,
        };
        started && self.active_until.is_none_or(|until| day <= until)
    }
}

/// The start of a row that has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Announced, but not started yet: written `"unset"`.
    Unset,
    /// Started on this day.
    On(NaiveDate),
}

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text == "unset" {
            return Ok(Self::Unset);
        }
        days::parse_day(&text)
            .map(Self::On)
            .ok_or_else(|| serde::de::Error::custom("`active_from` must be a date YYYY-MM-DD or \"unset\""))
    }
}

/// An attestation that adds to the family's best.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Its kind.
    pub attestation: AttestationKind,
    /// What it adds.
    pub points_milli: i64,
}

/// The latest third-party audit performed and accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepsByAge {
    /// Points by age, youngest first.
    pub steps: Vec<AgeStep>,
    /// The share each opinion leaves of them.
    pub opinions: Vec<OpinionShare>,
}

/// Points within so many months.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeStep {
    /// Age in calendar months.
    pub months: u32,
    /// What it earns.
    pub points_milli: i64,
}

/// What an opinion leaves of the points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpinionShare {
    /// The opinion.
    pub opinion: Opinion,
    /// Percent of the points.
    pub percent: i64,
}

/// Deductions for findings that are overdue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverdueFindings {
    /// For each major finding, not above 0.
    pub major_milli: i64,
    /// For each minor finding, not above 0.
    pub minor_milli: i64,
}

impl OverdueFindings {
    /// The deduction for one finding.
    #[must_use]
    pub const fn points_milli(&self, severity: Severity) -> i64 {
        match severity {
            Severity::Major => self.major_milli,
            Severity::Minor => self.minor_milli,
            Severity::Observation => 0,
        }
    }
}

/// The share of duties done on or before the day they were due.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnTimeRatio {
    /// How far back duties count; older ones count while they are not done.
    pub months: u32,
    /// Points if all were done on time.
    pub points_milli: i64,
}

/// The latest assessment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreSteps {
    /// How long an assessment counts.
    pub months: u32,
    /// Points by score, highest first.
    pub steps: Vec<ScoreStep>,
}

/// Points from a score on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreStep {
    /// The score.
    pub at_least: i16,
    /// What it earns.
    pub points_milli: i64,
}

/// The number of trainings attended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountSteps {
    /// The kind that counts.
    pub training: TrainingKind,
    /// How long a training counts.
    pub months: u32,
    /// Points by number, highest first.
    pub steps: Vec<CountStep>,
}

/// Points from a number on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountStep {
    /// The number.
    pub at_least: usize,
    /// What it earns.
    pub points_milli: i64,
}

/// The latest drill attended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillRates {
    /// The kind that counts.
    pub training: TrainingKind,
    /// How long a drill counts.
    pub months: u32,
    /// Clicks must stay below this, in thousandths.
    pub clicked_below_permille: u16,
    /// Reports must reach this, in thousandths.
    pub reported_at_least_permille: u16,
    /// What it earns.
    pub points_milli: i64,
}

/// Deductions for attributable incidents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentDeductions {
    /// How long an incident counts.
    pub months: u32,
    /// For each incident.
    pub each_milli: i64,
    /// More where the first report is missing or late.
    pub late_report_milli: i64,
    /// Seconds after detection within which the first report must come.
    pub report_within_seconds: i64,
    /// More where it is serious.
    pub serious_milli: i64,
}
