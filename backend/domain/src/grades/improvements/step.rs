//! The steps with their codes and arguments.

use crate::audits::Opinion;
use crate::grades::reasons::{About, Arguments};
use chrono::NaiveDate;

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Obtain or declare such an attestation.
    ObtainAttestation(About),
    /// Have an attestation confirmed.
    ConfirmAttestation(About),
    /// Have a certificate's scope judged to cover the work.
    JudgeScope(About),
    /// Pass a third-party audit.
    PassAudit(Opinion),
    /// Have the report of an audit accepted.
    AcceptAudit(NaiveDate),
    /// Correct the overdue findings.
    CloseFindings {
        /// Major ones.
        major: u32,
        /// Minor ones.
        minor: u32,
    },
    /// Promise a day for the overdue major findings, not later than this.
    PromiseFindings(NaiveDate),
    /// Do the duties that are overdue.
    FinishDuties(u32),
    /// Have a first duty and do it on time.
    StartDuties,
    /// Complete a self-assessment with this score at least.
    Assess(i16),
    /// Attend so many more joint trainings.
    AttendTrainings(u32),
    /// Take part in a drill and stay within the rates.
    PassDrill {
        /// Clicks must stay below this.
        clicked_below_permille: u16,
        /// Reports must reach this.
        reported_at_least_permille: u16,
    },
    /// Close a serious incident.
    CloseIncident(NaiveDate),
    /// Tell the size of an incident, if it is below the limits.
    TellIncidentSize(NaiveDate),
    /// Finish the correction of an incident.
    FinishCorrection(NaiveDate),
}

impl Step {
    /// The machine code.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ObtainAttestation(_) => "obtain_attestation",
            Self::ConfirmAttestation(_) => "confirm_attestation",
            Self::JudgeScope(_) => "judge_scope",
            Self::PassAudit(_) => "pass_audit",
            Self::AcceptAudit(_) => "accept_audit",
            Self::CloseFindings { .. } => "close_findings",
            Self::PromiseFindings(_) => "promise_findings",
            Self::FinishDuties(_) => "finish_duties",
            Self::StartDuties => "start_duties",
            Self::Assess(_) => "assess",
            Self::AttendTrainings(_) => "attend_trainings",
            Self::PassDrill { .. } => "pass_drill",
            Self::CloseIncident(_) => "close_incident",
            Self::TellIncidentSize(_) => "tell_incident_size",
            Self::FinishCorrection(_) => "finish_correction",
        }
    }

    /// The named arguments.
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        let none = Arguments::default();
        match *self {
            Self::ObtainAttestation(about) | Self::ConfirmAttestation(about) | Self::JudgeScope(about) => {
                none.about(about)
            }
            Self::PassAudit(opinion) => none.word("opinion", opinion.as_str()),
            Self::AcceptAudit(day) => none.day("performed_on", day),
            Self::CloseFindings { major, minor } => none.number("major", major).number("minor", minor),
            Self::PromiseFindings(day) => none.day("until", day),
            Self::FinishDuties(count) | Self::AttendTrainings(count) => none.number("count", count),
            Self::StartDuties => none,
            Self::Assess(score) => none.number("score", score),
            Self::PassDrill { clicked_below_permille, reported_at_least_permille } => none
                .number("clicked_below_permille", clicked_below_permille)
                .number("reported_at_least_permille", reported_at_least_permille),
            Self::CloseIncident(day) | Self::TellIncidentSize(day) | Self::FinishCorrection(day) => {
                none.day("detected_on", day)
            }
        }
    }
}
