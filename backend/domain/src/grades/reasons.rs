//! Machine codes of reasons with their arguments; pages translate them.
//!
//! Arguments are facts, never running counts, so that a reason stays the same from day to day.

mod codes;

use crate::attestations::{Attestation, AttestationKind, Edition, Scope};
use crate::audits::Opinion;
use crate::incidents::Seriousness;
use crate::words::words;
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use smallvec::SmallVec;

words! {
    /// When the first report of an incident came.
    pub enum ReportTiming {
        /// Within the time allowed.
        InTime = "in_time",
        /// Later.
        Late = "late",
        /// Never.
        Missing = "missing",
    }
}

/// Which attestation a reason speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its kind.
    pub attestation: AttestationKind,
    /// Its level, if its kind has one.
    pub level: Option<u8>,
    /// Its edition, if its kind has one.
    pub edition: Option<Edition>,
    /// Its scope, if its kind has one.
    pub scope: Option<Scope>,
}

impl From<&Attestation> for About {
    fn from(one: &Attestation) -> Self {
        Self { attestation: one.kind, level: one.level, edition: one.edition, scope: one.scope }
    }
}

/// Why a line has its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing of the family is known.
    NoAttestation,
    /// It earns.
    Attested(About),
    /// It earns, and a supplement adds to it.
    AttestedWithSupplement(About, AttestationKind),
    /// It is in force but earns nothing in this scheme.
    ShownOnly(About),
    /// Nobody has confirmed it.
    AttestationUnconfirmed(About),
    /// It starts later.
    AttestationNotYet(About, NaiveDate),
    /// It ended.
    AttestationExpired(About, NaiveDate),
    /// It is suspended, from when to when.
    AttestationSuspended(About, NaiveDate, Option<NaiveDate>),
    /// It is revoked, since when.
    AttestationRevoked(About, NaiveDate),
    /// It was given back, when.
    AttestationReturned(About, NaiveDate),
    /// Its scope does not hold the work, or nobody has judged it.
    ScopeNotCovered(About),
    /// Its edition earned up to that day only.
    EditionEnded(About, NaiveDate),
    /// The evaluation has not started yet; its first day, if it is known.
    NotStarted(About, Option<NaiveDate>),
    /// The latest audit earns by its age and opinion.
    Audited {
        /// Day of the audit.
        performed_on: NaiveDate,
        /// Its opinion.
        opinion: Opinion,
        /// The age step in months.
        months: u32,
    },
    /// The latest audit did not conform.
    AuditNonconforming(NaiveDate),
    /// The latest audit is older than every step.
    AuditTooOld(NaiveDate),
    /// No third-party audit is accepted.
    NoAudit,
    /// Findings are overdue.
    FindingsOverdue {
        /// Major ones.
        major: u32,
        /// Minor ones.
        minor: u32,
    },
    /// No finding is overdue.
    NoFindingOverdue,
    /// So many of the duties were done on time.
    DutiesOnTime {
        /// Done on time.
        on_time: u32,
        /// All that count.
        all: u32,
    },
    /// No duty counts: the group is not applicable.
    NoDuties,
    /// The latest assessment earns.
    Assessed {
        /// Its score.
        score: i16,
        /// The score from which it earns this.
        at_least: i16,
        /// Day of completion.
        completed_on: NaiveDate,
    },
    /// The latest assessment's score is too low.
    ScoreTooLow {
        /// Its score.
        score: i16,
        /// Day of completion.
        completed_on: NaiveDate,
    },
    /// No assessment counts.
    NoRecentAssessment,
    /// At least so many trainings were attended.
    Trained {
        /// The number of the step.
        at_least: u32,
    },
    /// Trainings were attended, but fewer than the first step asks.
    TooFewTrainings,
    /// No training counts.
    NoRecentTraining,
    /// The latest drill went well.
    DrillPassed(Drill),
    /// The latest drill missed a rate.
    DrillMissed(Drill),
    /// The latest drill has no rates.
    DrillRatesUnknown(NaiveDate),
    /// No drill counts.
    NoRecentDrill,
    /// An attributable incident.
    IncidentCounted {
        /// Japanese day of detection.
        detected_on: NaiveDate,
        /// When its first report came.
        report: ReportTiming,
        /// What is known of its size.
        size: Seriousness,
    },
    /// An incident nobody has attributed yet: shown, nothing taken.
    IncidentAttributionOpen {
        /// Japanese day of detection.
        detected_on: NaiveDate,
        /// What is known of its size.
        size: Seriousness,
    },
    /// An incident that is not the supplier's: shown, nothing taken.
    IncidentNotAttributable(NaiveDate),
    /// No incident counts.
    NoRecentIncident,
    /// The group earned more than its maximum.
    GroupMaximum(i64),
    /// The group came to less than its minimum.
    GroupMinimum(i64),
    /// Groups that are not applicable left the denominator.
    CoverageScaled(i64),
    /// The total is never below 0.
    TotalMinimum,
}

/// A drill and its rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drill {
    /// Day of the drill.
    pub held_on: NaiveDate,
    /// Clicks in thousandths.
    pub clicked_permille: u16,
    /// Reports in thousandths.
    pub reported_permille: u16,
}

words! {
    /// Why a gate is not met.
    pub enum GateReason {
        /// A group is not applicable.
        CoverageIncomplete = "coverage_incomplete",
        /// No such audit within the time.
        NoRecentAudit = "no_recent_audit",
        /// A major finding is overdue.
        MajorFindingOverdue = "major_finding_overdue",
        /// None of the attestations earns.
        NoBaseline = "no_baseline",
        /// A serious attributable incident is open.
        SeriousIncidentOpen = "serious_incident_open",
        /// A correction is overdue.
        CorrectionOverdue = "correction_overdue",
        /// An attestation was suspended or revoked.
        AttestationWithdrawn = "attestation_withdrawn",
    }
}

/// One argument of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// A word of a closed vocabulary.
    Word(&'static str),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) => to.serialize_str(word),
            Self::Number(number) => to.serialize_i64(*number),
            Self::Day(day) => to.collect_str(day),
        }
    }
}

/// The named arguments of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments(SmallVec<[(&'static str, Argument); 6]>);

impl Arguments {
    pub(crate) fn and(mut self, name: &'static str, argument: Argument) -> Self {
        self.0.push((name, argument));
        self
    }

    pub(crate) fn day(self, name: &'static str, day: NaiveDate) -> Self {
        self.and(name, Argument::Day(day))
    }

    pub(crate) fn number(self, name: &'static str, number: impl Into<i64>) -> Self {
        self.and(name, Argument::Number(number.into()))
    }

    pub(crate) fn word(self, name: &'static str, word: &'static str) -> Self {
        self.and(name, Argument::Word(word))
    }

    pub(crate) fn about(self, about: About) -> Self {
        let mut all = self.word("attestation", about.attestation.as_str());
        if let Some(level) = about.level {
            all = all.number("level", level);
        }
        if let Some(edition) = about.edition {
            all = all.word("edition", edition.as_str());
        }
        if let Some(scope) = about.scope {
            all = all.word("scope", scope.as_str());
        }
        all
    }

    /// Name and value, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Argument)> + '_ {
        self.0.iter().copied()
    }
}

impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, argument) in &self.0 {
            map.serialize_entry(name, argument)?;
        }
        map.end()
    }
}
