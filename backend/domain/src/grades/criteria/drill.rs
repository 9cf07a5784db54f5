//! The latest drill attended, by its rates. Unknown rates earn nothing.

use super::super::assurances::Assurances;
use super::super::lines::Outcome;
use super::super::reasons::{Drill, Reason};
use super::super::turns::Turns;
use super::super::windows::{leaves_on, minus_months};
use crate::attestations::Assurance;
use crate::schemes::DrillRates;
use crate::trainings::Training;
use chrono::NaiveDate;
use std::cmp::Reverse;

pub fn outcome<'a>(rule: &DrillRates, trainings: &'a [Training], day: NaiveDate, turns: &mut Turns) -> Outcome<'a> {
    let now = on(rule, trainings, day);
    for one in trainings.iter().filter(|one| counts(rule, one)) {
        turns.note(one.held_on);
        turns.note_some(leaves_on(one.held_on, rule.months));
    }
    turns.settle(&now, |day| on(rule, trainings, day));
    now
}

fn counts(rule: &DrillRates, training: &Training) -> bool {
    training.attended && training.kind == rule.training
}

fn on<'a>(rule: &DrillRates, trainings: &'a [Training], day: NaiveDate) -> Outcome<'a> {
    let start = minus_months(day, rule.months);
    let latest = trainings
        .iter()
        .filter(|one| counts(rule, one) && start < one.held_on && one.held_on <= day)
        .max_by_key(|one| {
            let rates = rates(one);
            let passed = rates.is_some_and(|rates| passes(rule, rates));
            (one.held_on, passed, rates.is_some(), Reverse(one.id.as_str()))
        });
    let Some(one) = latest else {
        return Outcome::nothing(Reason::NoRecentDrill);
    };
    let Some(rates) = rates(one) else {
        return Outcome::of(0, Reason::DrillRatesUnknown(one.held_on), &one.id);
    };
    let (clicked_permille, reported_permille) = rates;
    let drill = Drill { held_on: one.held_on, clicked_permille, reported_permille };
    if !passes(rule, rates) {
        return Outcome::of(0, Reason::DrillMissed(drill), &one.id);
    }
    let mut outcome = Outcome::of(rule.points_milli, Reason::DrillPassed(drill), &one.id);
    outcome.assurances = Assurances::of(Assurance::OfficerConfirmed);
    outcome
}

fn rates(training: &Training) -> Option<(u16, u16)> {
    training.clicked_permille.zip(training.reported_permille)
}

const fn passes(rule: &DrillRates, (clicked, reported): (u16, u16)) -> bool {
    clicked < rule.clicked_below_permille && reported >= rule.reported_at_least_permille
}
