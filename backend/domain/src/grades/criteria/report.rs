//! The latest third-party audit, by its age and opinion.

use super::super::assurances::Assurances;
use super::super::lines::Outcome;
use super::super::reasons::Reason;
use super::super::turns::Turns;
use super::super::windows::{is_within, leaves_on};
use crate::attestations::Assurance;
use crate::audits::{Audit, Opinion};
use crate::schemes::{AgeStep, StepsByAge};
use chrono::NaiveDate;
use std::cmp::Reverse;

pub fn outcome<'a>(
    rule: &StepsByAge,
    unit: i64,
    audits: &'a [Audit],
    day: NaiveDate,
    turns: &mut Turns,
) -> Outcome<'a> {
    let (now, latest) = on(rule, unit, audits, day);
    for audit in audits.iter().filter(|audit| audit.third_party && Some(audit.performed_on) >= latest) {
        if let Some(from) = audit.counts_from() {
            turns.note(from);
            for step in &rule.steps {
                turns.note_some(leaves_on(audit.performed_on, step.months));
            }
        }
    }
    turns.settle(&now, |day| on(rule, unit, audits, day).0);
    now
}

/// The outcome, and the day of the audit it rests on: what is older never counts again.
fn on<'a>(rule: &StepsByAge, unit: i64, audits: &'a [Audit], day: NaiveDate) -> (Outcome<'a>, Option<NaiveDate>) {
    let latest = audits
        .iter()
        .filter(|audit| audit.third_party && audit.counts_on(day))
        .max_by_key(|audit| (audit.performed_on, share(rule, audit.opinion), Reverse(audit.id.as_str())));
    let Some(audit) = latest else {
        return (Outcome::nothing(Reason::NoAudit), None);
    };
    let performed_on = audit.performed_on;
    let step = rule.steps.iter().find(|step| is_within(performed_on, step.months, day));
    let (points, reason) = match step {
        _ if audit.opinion == Opinion::Nonconforming => (0, Reason::AuditNonconforming(performed_on)),
        None => (0, Reason::AuditTooOld(performed_on)),
        Some(step) => earned(rule, unit, step, audit),
    };
    let mut outcome = Outcome::of(points, reason, &audit.id);
    if points > 0 {
        outcome.assurances = Assurances::of(Assurance::ThirdParty);
    }
    (outcome, Some(performed_on))
}

fn earned(rule: &StepsByAge, unit: i64, step: &AgeStep, audit: &Audit) -> (i64, Reason) {
    let points = step.points_milli * share(rule, audit.opinion) / 100;
    let reason = Reason::Audited { performed_on: audit.performed_on, opinion: audit.opinion, months: step.months };
    (points - points % unit, reason)
}

fn share(rule: &StepsByAge, opinion: Opinion) -> i64 {
    let row = rule.opinions.iter().find(|row| row.opinion == opinion);
    row.map_or(0, |row| row.percent)
}
