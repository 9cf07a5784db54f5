//! What would raise a grade: single steps, each tried by grading again with it.

mod attestations;
mod records;
mod step;

pub use step::Step;

use super::band::Band;
use super::grade::{Grade, grade};
use crate::facts::SupplierFacts;
use crate::schemes::Scheme;
use chrono::NaiveDate;

/// One step that would raise the points, open a gate or better the band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvement<'a> {
    /// What to do.
    pub step: Step,
    /// The facts it changes; empty where it adds one.
    pub facts: Vec<String>,
    /// The criterion whose line gains most, if any gains.
    pub criterion: Option<&'a str>,
    /// Points gained in total, in thousandths; scaling may make it less or more than the line's.
    pub gain_milli: i64,
    /// The gates it opens.
    pub opens: Vec<&'a str>,
    /// The band after the step alone.
    pub band: Band,
    /// Whether that band is better than today's.
    pub reaches_next: bool,
}

/// A step together with the facts as they would be.
struct Attempt {
    step: Step,
    touched: Vec<String>,
    facts: SupplierFacts,
}

/// The id of facts that a step would add.
const NEW: &str = "+";

/// The steps that would help on the day, those that better the band first, then by gain.
#[must_use]
pub fn improvements<'a>(scheme: &'a Scheme, facts: &SupplierFacts, valid_on: NaiveDate) -> Vec<Improvement<'a>> {
    let now = grade(scheme, facts, valid_on);
    let mut attempts = Vec::new();
    attestations::propose(scheme, facts, valid_on, &mut attempts);
    records::propose(scheme, facts, valid_on, &mut attempts);
    let mut helpful: Vec<Improvement<'a>> =
        attempts.iter().filter_map(|attempt| weigh(scheme, &now, attempt)).collect();
    helpful.sort_by_key(|one| (!one.reaches_next, -one.gain_milli, std::cmp::Reverse(one.opens.len())));
    helpful
}

fn weigh<'a>(scheme: &'a Scheme, now: &Grade<'_>, attempt: &Attempt) -> Option<Improvement<'a>> {
    let then = grade(scheme, &attempt.facts, now.valid_on);
    let gates = scheme.gates.iter().map(|gate| gate.id.as_str());
    let shut = |grade: &Grade<'_>, id: &str| grade.gates.iter().any(|gate| gate.gate == id);
    let improvement = Improvement {
        step: attempt.step,
        facts: attempt.touched.clone(),
        criterion: most_raised(scheme, now, &then),
        gain_milli: then.points_milli - now.points_milli,
        opens: gates.filter(|id| shut(now, id) && !shut(&then, id)).collect(),
        band: then.band,
        reaches_next: then.band > now.band,
    };
    let worse = improvement.gain_milli < 0 || then.band < now.band;
    let helps = improvement.gain_milli > 0 || !improvement.opens.is_empty() || improvement.reaches_next;
    (helps && !worse).then_some(improvement)
}

fn most_raised<'a>(scheme: &'a Scheme, now: &Grade<'_>, then: &Grade<'_>) -> Option<&'a str> {
    let points = |grade: &Grade<'_>, id: &str| -> i64 {
        let lines = grade.lines.iter().filter(|line| line.criterion == id);
        lines.map(|line| line.points_milli).sum()
    };
    scheme
        .criteria()
        .map(|(_, one)| (points(then, &one.id) - points(now, &one.id), one.id.as_str()))
        .filter(|(gain, _)| *gain > 0)
        .max_by_key(|(gain, _)| *gain)
        .map(|(_, id)| id)
}
