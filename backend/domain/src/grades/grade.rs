//! The grade and the function that gives it.

use super::assurances::Assurances;
use super::band::Band;
use super::breakdown::Breakdown;
use super::case::Case;
use super::conditional::conditional_until;
use super::fact_ids::FactIds;
use super::gates::unmet;
use super::lines::Line;
use super::reasons::GateReason;
use super::turns::Turns;
use crate::facts::SupplierFacts;
use crate::schemes::Scheme;
use chrono::NaiveDate;

/// The grade of one supplier on one day, with everything that explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade<'a> {
    /// The supplier.
    pub supplier: &'a str,
    /// The day that matters.
    pub valid_on: NaiveDate,
    /// The band after the gates.
    pub band: Band,
    /// Last day of a top band given on a promise.
    pub conditional_until: Option<NaiveDate>,
    /// The total, in thousandths.
    pub points_milli: i64,
    /// The scheme's total, in thousandths.
    pub maximum_milli: i64,
    /// The maximum of the groups that are applicable, in thousandths.
    pub coverage_milli: i64,
    /// How the facts that earn are assured.
    pub assurance: Assurances,
    /// The lines; they sum exactly to the total.
    pub lines: Vec<Line<'a>>,
    /// The gates that are not met.
    pub gates: Vec<Gate<'a>>,
    /// The first later day on which band, points, lines, gates or the condition differ.
    pub next_change_on: Option<NaiveDate>,
}

/// A gate that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate<'a> {
    /// Id of the gate in the scheme.
    pub gate: &'a str,
    /// The best band while it is not met.
    pub cap: Band,
    /// Why it is not met.
    pub reason: GateReason,
    /// The facts that keep it shut.
    pub facts: FactIds<'a>,
}

/// Grades a supplier under a scheme on a day. Pure: the same input gives the same answer.
#[must_use]
pub fn grade<'a>(scheme: &'a Scheme, facts: &'a SupplierFacts, valid_on: NaiveDate) -> Grade<'a> {
    let case = Case::new(scheme, facts);
    let mut turns = Turns::after(valid_on);
    let breakdown = Breakdown::of(&case, valid_on, &mut turns);
    let gates = unmet(&case, valid_on, breakdown.coverage_milli, &mut turns);
    let (band, conditional_until) = decide(&case, breakdown.points_milli, &gates, &mut turns);
    Grade {
        supplier: &facts.supplier,
        valid_on,
        band,
        conditional_until,
        points_milli: breakdown.points_milli,
        maximum_milli: scheme.maximum_milli,
        coverage_milli: breakdown.coverage_milli,
        assurance: breakdown.assurances,
        lines: breakdown.lines,
        gates,
        next_change_on: turns.first(),
    }
}

fn decide(case: &Case<'_>, points_milli: i64, gates: &[Gate<'_>], turns: &mut Turns) -> (Band, Option<NaiveDate>) {
    let day = turns.day();
    let rated_from = case.rated_from();
    let is_rated = |day| rated_from.is_some_and(|from| from <= day);
    if !is_rated(day) {
        turns.note_some(rated_from);
        turns.settle(&false, is_rated);
        return (Band::Unrated, None);
    }
    let earned = case.scheme.band_of(points_milli);
    if earned == Band::S
        && let Some(until) = conditional_until(case, gates, day, turns)
    {
        return (Band::S, Some(until));
    }
    let cap = gates.iter().map(|gate| gate.cap).min();
    (cap.map_or(earned, |cap| cap.min(earned)), None)
}
