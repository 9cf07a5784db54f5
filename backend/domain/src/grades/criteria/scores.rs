//! The latest assessment, by its score.

use super::super::assurances::Assurances;
use super::super::lines::Outcome;
use super::super::reasons::Reason;
use super::super::turns::Turns;
use super::super::windows::{leaves_on, minus_months};
use crate::assessments::Assessment;
use crate::attestations::Assurance;
use crate::schemes::ScoreSteps;
use chrono::NaiveDate;
use std::cmp::Reverse;

pub fn outcome<'a>(rule: &ScoreSteps, assessments: &'a [Assessment], day: NaiveDate, turns: &mut Turns) -> Outcome<'a> {
    let now = on(rule, assessments, day);
    for one in assessments {
        turns.note(one.completed_on);
        turns.note_some(leaves_on(one.completed_on, rule.months));
    }
    turns.settle(&now, |day| on(rule, assessments, day));
    now
}

fn on<'a>(rule: &ScoreSteps, assessments: &'a [Assessment], day: NaiveDate) -> Outcome<'a> {
    let start = minus_months(day, rule.months);
    let latest = assessments
        .iter()
        .filter(|one| start < one.completed_on && one.completed_on <= day)
        .max_by_key(|one| (one.completed_on, one.score, Reverse(one.id.as_str())));
    let Some(one) = latest else {
        return Outcome::nothing(Reason::NoRecentAssessment);
    };
    let (score, completed_on) = (one.score, one.completed_on);
    let Some(step) = rule.steps.iter().find(|step| score >= step.at_least) else {
        return Outcome::of(0, Reason::ScoreTooLow { score, completed_on }, &one.id);
    };
    let reason = Reason::Assessed { score, at_least: step.at_least, completed_on };
    let mut outcome = Outcome::of(step.points_milli, reason, &one.id);
    outcome.assurances = Assurances::of(Assurance::SelfDeclared);
    outcome
}
