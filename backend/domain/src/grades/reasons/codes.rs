//! The code and the arguments of every reason, in one place.

use super::{Arguments, Drill, Reason};

impl Reason {
    /// The machine code.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NoAttestation => "no_attestation",
            Self::Attested(_) => "attested",
            Self::AttestedWithSupplement(..) => "attested_with_supplement",
            Self::ShownOnly(_) => "shown_only",
            Self::AttestationUnconfirmed(_) => "attestation_unconfirmed",
            Self::AttestationNotYet(..) => "attestation_not_yet",
            Self::AttestationExpired(..) => "attestation_expired",
            Self::AttestationSuspended(..) => "attestation_suspended",
            Self::AttestationRevoked(..) => "attestation_revoked",
            Self::AttestationReturned(..) => "attestation_returned",
            Self::ScopeNotCovered(_) => "scope_not_covered",
            Self::EditionEnded(..) => "edition_ended",
            Self::NotStarted(..) => "not_started",
            Self::Audited { .. } => "audited",
            Self::AuditNonconforming(_) => "audit_nonconforming",
            Self::AuditTooOld(_) => "audit_too_old",
            Self::NoAudit => "no_audit",
            Self::FindingsOverdue { .. } => "findings_overdue",
            Self::NoFindingOverdue => "no_finding_overdue",
            Self::DutiesOnTime { .. } => "duties_on_time",
            Self::NoDuties => "no_duties",
            Self::Assessed { .. } => "assessed",
            Self::ScoreTooLow { .. } => "score_too_low",
            Self::NoRecentAssessment => "no_recent_assessment",
            Self::Trained { .. } => "trained",
            Self::TooFewTrainings => "too_few_trainings",
            Self::NoRecentTraining => "no_recent_training",
            Self::DrillPassed(_) => "drill_passed",
            Self::DrillMissed(_) => "drill_missed",
            Self::DrillRatesUnknown(_) => "drill_rates_unknown",
            Self::NoRecentDrill => "no_recent_drill",
            Self::IncidentCounted { .. } => "incident_counted",
            Self::IncidentAttributionOpen { .. } => "incident_attribution_open",
            Self::IncidentNotAttributable(_) => "incident_not_attributable",
            Self::NoRecentIncident => "no_recent_incident",
            Self::GroupMaximum(_) => "group_maximum",
            Self::GroupMinimum(_) => "group_minimum",
            Self::CoverageScaled(_) => "coverage_scaled",
            Self::TotalMinimum => "total_minimum",
        }
    }

    /// The named arguments.
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        let none = Arguments::default();
        match *self {
            Self::NoAttestation
            | Self::NoAudit
            | Self::NoFindingOverdue
            | Self::NoDuties
            | Self::NoRecentAssessment
            | Self::TooFewTrainings
            | Self::NoRecentTraining
            | Self::NoRecentDrill
            | Self::NoRecentIncident
            | Self::TotalMinimum => none,
            Self::Attested(about)
            | Self::ShownOnly(about)
            | Self::AttestationUnconfirmed(about)
            | Self::ScopeNotCovered(about) => none.about(about),
            Self::AttestedWithSupplement(about, supplement) => {
                none.about(about).word("supplement", supplement.as_str())
            }
            Self::AttestationNotYet(about, from)
            | Self::AttestationRevoked(about, from)
            | Self::AttestationReturned(about, from) => none.about(about).day("from", from),
            Self::AttestationExpired(about, to) | Self::EditionEnded(about, to) => none.about(about).day("to", to),
            Self::AttestationSuspended(about, from, to) => {
                let all = none.about(about).day("from", from);
                to.map_or(all.clone(), |to| all.day("to", to))
            }
            Self::NotStarted(about, from) => {
                let all = none.about(about);
                from.map_or(all.clone(), |from| all.day("from", from))
            }
            Self::Audited { performed_on, opinion, months } => {
                none.day("performed_on", performed_on).word("opinion", opinion.as_str()).number("months", months)
            }
            Self::AuditNonconforming(day) | Self::AuditTooOld(day) => none.day("performed_on", day),
            Self::FindingsOverdue { major, minor } => none.number("major", major).number("minor", minor),
            Self::DutiesOnTime { on_time, all } => none.number("on_time", on_time).number("all", all),
            Self::Assessed { score, at_least, completed_on } => {
                none.number("score", score).number("at_least", at_least).day("completed_on", completed_on)
            }
            Self::ScoreTooLow { score, completed_on } => none.number("score", score).day("completed_on", completed_on),
            Self::Trained { at_least } => none.number("at_least", at_least),
            Self::DrillPassed(drill) | Self::DrillMissed(drill) => rates(none, drill),
            Self::DrillRatesUnknown(day) => none.day("held_on", day),
            Self::IncidentCounted { detected_on, report, size } => {
                none.day("detected_on", detected_on).word("report", report.as_str()).word("size", size.as_str())
            }
            Self::IncidentAttributionOpen { detected_on, size } => {
                none.day("detected_on", detected_on).word("size", size.as_str())
            }
            Self::IncidentNotAttributable(day) => none.day("detected_on", day),
            Self::GroupMaximum(milli) => none.number("maximum_milli", milli),
            Self::GroupMinimum(milli) => none.number("minimum_milli", milli),
            Self::CoverageScaled(milli) => none.number("coverage_milli", milli),
        }
    }
}

fn rates(none: Arguments, drill: Drill) -> Arguments {
    none.number("clicked_permille", drill.clicked_permille)
        .number("reported_permille", drill.reported_permille)
        .day("held_on", drill.held_on)
}
