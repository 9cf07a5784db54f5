//! The share of duties done on or before the day they were due.

use super::super::assurances::Assurances;
use super::super::fact_ids::FactIds;
use super::super::lines::Outcome;
use super::super::reasons::Reason;
use super::super::turns::Turns;
use super::super::windows::{leaves_on, minus_months};
use crate::attestations::Assurance;
use crate::duties::Duty;
use crate::schemes::OnTimeRatio;
use chrono::NaiveDate;

pub fn outcome<'a>(
    rule: &OnTimeRatio,
    unit: i64,
    duties: &'a [Duty],
    day: NaiveDate,
    turns: &mut Turns,
) -> Outcome<'a> {
    let now = on(rule, unit, duties, day);
    for duty in duties {
        if let Some(counts_from) = duty.due_on.succ_opt() {
            turns.note(counts_from);
            turns.note_some(leaves_on(counts_from, rule.months));
        }
        turns.note_some(duty.done_on);
    }
    turns.settle(&now, |day| on(rule, unit, duties, day));
    now
}

fn on<'a>(rule: &OnTimeRatio, unit: i64, duties: &'a [Duty], day: NaiveDate) -> Outcome<'a> {
    let start = minus_months(day, rule.months);
    let (mut on_time, mut all) = (0_u32, 0_u32);
    let mut facts = FactIds::new();
    for duty in duties {
        if duty.due_on < day && (start <= duty.due_on || !duty.done_by(day)) {
            all += 1;
            on_time += u32::from(duty.is_on_time());
            facts.push(&duty.id);
        }
    }
    if all == 0 {
        return Outcome::nothing(Reason::NoDuties);
    }
    facts.sort_unstable();
    let points = rule.points_milli * i64::from(on_time) / i64::from(all);
    let assurances = if points > 0 { Assurances::of(Assurance::OfficerConfirmed) } else { Assurances::default() };
    Outcome { points_milli: points - points % unit, reason: Reason::DutiesOnTime { on_time, all }, facts, assurances }
}
