//! The number of trainings attended.

use super::super::assurances::Assurances;
use super::super::fact_ids::FactIds;
use super::super::lines::Outcome;
use super::super::reasons::Reason;
use super::super::turns::Turns;
use super::super::windows::{leaves_on, minus_months};
use crate::attestations::Assurance;
use crate::schemes::CountSteps;
use crate::trainings::Training;
use chrono::NaiveDate;
use smallvec::SmallVec;
use std::cmp::Reverse;

pub fn outcome<'a>(rule: &CountSteps, trainings: &'a [Training], day: NaiveDate, turns: &mut Turns) -> Outcome<'a> {
    let now = on(rule, trainings, day);
    for one in trainings.iter().filter(|one| counts(rule, one)) {
        turns.note(one.held_on);
        turns.note_some(leaves_on(one.held_on, rule.months));
    }
    turns.settle(&now, |day| on(rule, trainings, day));
    now
}

fn counts(rule: &CountSteps, training: &Training) -> bool {
    training.attended && training.kind == rule.training
}

fn on<'a>(rule: &CountSteps, trainings: &'a [Training], day: NaiveDate) -> Outcome<'a> {
    let start = minus_months(day, rule.months);
    let mut attended: SmallVec<[(Reverse<NaiveDate>, &'a str); 4]> = trainings
        .iter()
        .filter(|one| counts(rule, one) && start < one.held_on && one.held_on <= day)
        .map(|one| (Reverse(one.held_on), one.id.as_str()))
        .collect();
    if attended.is_empty() {
        return Outcome::nothing(Reason::NoRecentTraining);
    }
    attended.sort_unstable();
    let step = rule.steps.iter().find(|step| attended.len() >= step.at_least);
    let rests_on = step.map_or(attended.len(), |step| step.at_least);
    let mut facts: FactIds<'a> = attended.iter().take(rests_on).map(|(_, id)| *id).collect();
    facts.sort_unstable();
    let Some(step) = step else {
        return Outcome { facts, ..Outcome::nothing(Reason::TooFewTrainings) };
    };
    let at_least = u32::try_from(step.at_least).unwrap_or(u32::MAX);
    Outcome {
        points_milli: step.points_milli,
        reason: Reason::Trained { at_least },
        facts,
        assurances: Assurances::of(Assurance::OfficerConfirmed),
    }
}
