//! The lines of a breakdown.

use super::assurances::Assurances;
use super::fact_ids::FactIds;
use super::reasons::Reason;

/// One line of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Id of the criterion in the scheme, or `cap`, `scaling`, `floor`.
    pub criterion: &'a str,
    /// Id of the group in the scheme, or `scaling`, `floor`.
    pub group: &'a str,
    /// Points earned, or taken if negative.
    pub points_milli: i64,
    /// The most the line could earn; 0 for deductions.
    pub maximum_milli: i64,
    /// Why.
    pub reason: Reason,
    /// The facts it rests on.
    pub facts: FactIds<'a>,
}

/// What a criterion comes to on a day: a line without its place in the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'a> {
    pub points_milli: i64,
    pub reason: Reason,
    pub facts: FactIds<'a>,
    /// How those facts are assured, where they earn.
    pub assurances: Assurances,
}

impl<'a> Outcome<'a> {
    pub fn nothing(reason: Reason) -> Self {
        Self { points_milli: 0, reason, facts: FactIds::new(), assurances: Assurances::default() }
    }

    pub fn of(points_milli: i64, reason: Reason, fact: &'a str) -> Self {
        let mut facts = FactIds::new();
        facts.push(fact);
        Self { points_milli, reason, facts, assurances: Assurances::default() }
    }
}
