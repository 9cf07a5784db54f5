//! Gates: what caps the band whatever the points.

mod attested;
mod audits;
mod incidents;
mod withdrawn;

pub use audits::{finding_audits, is_named};

use super::case::Case;
use super::fact_ids::FactIds;
use super::grade::Gate;
use super::reasons::GateReason;
use super::turns::Turns;
use crate::schemes::{GateRule, GateTest};
use chrono::NaiveDate;

/// The facts that keep a gate shut; `None` where it is met.
pub type Shut<'a> = Option<FactIds<'a>>;

/// The gates that are not met, in the order of the scheme.
pub fn unmet<'a>(case: &Case<'a>, day: NaiveDate, coverage_milli: i64, turns: &mut Turns) -> Vec<Gate<'a>> {
    let mut gates = Vec::new();
    for rule in &case.scheme.gates {
        if let Some((reason, facts)) = test(case, rule, day, coverage_milli, turns) {
            gates.push(Gate { gate: &rule.id, cap: rule.cap, reason, facts });
        }
    }
    gates
}

fn test<'a>(
    case: &Case<'a>,
    rule: &'a GateRule,
    day: NaiveDate,
    coverage_milli: i64,
    turns: &mut Turns,
) -> Option<(GateReason, FactIds<'a>)> {
    let (reason, shut) = match &rule.test {
        GateTest::FullCoverage {} => {
            let complete = coverage_milli == case.scheme.maximum_milli;
            (GateReason::CoverageIncomplete, (!complete).then(FactIds::new))
        }
        GateTest::RecentAudit { months } => (GateReason::NoRecentAudit, audits::no_recent(case, *months, day, turns)),
        GateTest::NoMajorFindingOverdue {} => {
            (GateReason::MajorFindingOverdue, audits::major_overdue(case, day, turns))
        }
        GateTest::Attested { any_of } => (GateReason::NoBaseline, attested::missing(case, any_of, day, turns)),
        GateTest::NoSeriousIncidentOpen {} => (GateReason::SeriousIncidentOpen, incidents::open(case, day, turns)),
        GateTest::NoCorrectionOverdue { serious_days } => {
            (GateReason::CorrectionOverdue, incidents::overdue(case, *serious_days, day, turns))
        }
        GateTest::NoAttestationWithdrawn { months } => {
            (GateReason::AttestationWithdrawn, withdrawn::recently(case, *months, day, turns))
        }
    };
    shut.map(|facts| (reason, facts))
}

/// Sorted facts, or `None` if there are none.
fn shut_by<'a>(facts: impl Iterator<Item = &'a str>) -> Shut<'a> {
    let mut facts: FactIds<'a> = facts.collect();
    facts.sort_unstable();
    (!facts.is_empty()).then_some(facts)
}
