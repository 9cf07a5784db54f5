//! Whether a contract is critical, condition by condition.

use super::criticality::Condition;
use super::{Attributes, CriticalityRule, Test};
use crate::words::words;

words! {
    /// The answer to a question about a contract.
    pub enum Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Nobody has told.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a contract is critical (重要業務).
    pub enum Criticality {
        /// It is.
        Critical = "critical",
        /// It is not.
        NotCritical = "not_critical",
        /// What is told does not suffice to say that it is not: treated as critical wherever silence could pay.
        Undetermined = "undetermined",
    }
}

impl Answer {
    /// Whether it is to be reckoned with: unless it is known to be no.
    #[must_use]
    pub const fn applies(self) -> bool {
        !matches!(self, Self::No)
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }
}

impl From<Option<bool>> for Answer {
    fn from(told: Option<bool>) -> Self {
        match told {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

impl Criticality {
    /// The number under which it is stored.
    #[must_use]
    pub const fn as_code(self) -> i16 {
        match self {
            Self::NotCritical => 0,
            Self::Critical => 1,
            Self::Undetermined => 2,
        }
    }

    /// What is stored under this number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_code() == code)
    }

    /// Whether it counts as critical where silence could pay: in the clauses that apply, in what is looked at first.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::NotCritical)
    }
}

/// What one condition of the rule says of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// The condition.
    pub condition: &'a Condition,
    /// Whether it holds.
    pub answer: Answer,
    /// Each test of the condition with its answer.
    pub tests: Vec<(Test, Answer)>,
}

/// What the rule says of a contract, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'a> {
    /// The rule's answer.
    pub by_rule: Criticality,
    /// What holds: the rule's answer, or what two people put in its place.
    pub criticality: Criticality,
    /// One line for every condition, in the order of the rule.
    pub lines: Vec<Line<'a>>,
}

impl CriticalityRule {
    /// Judges a contract: critical if one condition holds, not critical if all are known not to, undetermined between.
    #[must_use]
    pub fn judge(&self, attributes: &Attributes) -> Judgement<'_> {
        let lines: Vec<Line<'_>> = self.conditions.iter().map(|condition| line(condition, attributes)).collect();
        let any = |answer: Answer| lines.iter().any(|line| line.answer == answer);
        let by_rule = if any(Answer::Yes) {
            Criticality::Critical
        } else if any(Answer::Unknown) || lines.is_empty() {
            Criticality::Undetermined
        } else {
            Criticality::NotCritical
        };
        let criticality = match attributes.criticality_override.as_ref().map(|instead| instead.critical) {
            Some(true) => Criticality::Critical,
            Some(false) => Criticality::NotCritical,
            None => by_rule,
        };
        Judgement { by_rule, criticality, lines }
    }
}

fn line<'a>(condition: &'a Condition, attributes: &Attributes) -> Line<'a> {
    let tests: Vec<(Test, Answer)> = condition.all.iter().map(|test| (*test, test.of(attributes))).collect();
    let answer = tests.iter().map(|(_, answer)| *answer).fold(Answer::Yes, Answer::and);
    Line { condition, answer, tests }
}

impl Test {
    /// Whether the contract passes it.
    #[must_use]
    pub fn of(self, attributes: &Attributes) -> Answer {
        let told = match self {
            Self::MyNumber => attributes.handles_my_number(),
            Self::PersonalData => attributes.handles_personal_data(),
            Self::CoreSystem => attributes.core_system,
            Self::Cloud => attributes.cloud,
            Self::Subcontracting => attributes.subcontracting,
            Self::Persons { at_least } => attributes.known_persons().map(|persons| persons >= at_least),
            Self::Records { at_least } => attributes.known_records().map(|records| records >= at_least),
            Self::Confidentiality { at_least } => attributes.confidentiality.map(|class| class <= at_least),
            Self::Integrity { at_least } => attributes.integrity.map(|class| class <= at_least),
            Self::Availability { at_least } => attributes.availability.map(|class| class <= at_least),
            Self::Zone { zone } => attributes.zones.as_ref().map(|zones| zones.contains(&zone)),
        };
        told.into()
    }
}
