//! Each typed kind of criterion: what it comes to on a day, and on which days that may change.

mod best_of;
mod drill;
mod duties;
mod findings;
mod incidents;
mod report;
mod scores;
mod trainings;

pub use best_of::{note_edges, note_row, row_of};
pub use incidents::push_incidents;

use super::case::Case;
use super::lines::Outcome;
use super::turns::Turns;
use crate::schemes::Rule;
use chrono::NaiveDate;

/// What a criterion comes to on the day. Incidents have one line each and their own function.
pub fn outcome<'a>(case: &Case<'a>, rule: &'a Rule, day: NaiveDate, turns: &mut Turns) -> Option<Outcome<'a>> {
    let facts = case.facts;
    let unit = case.scheme.rounding.unit_milli;
    Some(match rule {
        Rule::BestOf(rule) => best_of::outcome(rule, &facts.attestations, day, turns),
        Rule::StepsByAge(rule) => report::outcome(rule, unit, &facts.audits, day, turns),
        Rule::OverdueFindings(rule) => findings::outcome(rule, &facts.audits, day, turns),
        Rule::OnTimeRatio(rule) => duties::outcome(rule, unit, &facts.duties, day, turns),
        Rule::ScoreSteps(rule) => scores::outcome(rule, &facts.assessments, day, turns),
        Rule::CountSteps(rule) => trainings::outcome(rule, &facts.trainings, day, turns),
        Rule::DrillRates(rule) => drill::outcome(rule, &facts.trainings, day, turns),
        Rule::IncidentDeductions(_) => return None,
    })
}
