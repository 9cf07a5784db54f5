//! The top band on a promise.

use super::case::Case;
use super::gates::{finding_audits, is_named};
use super::grade::Gate;
use super::turns::Turns;
use crate::schemes::Conditional;
use chrono::{Days, NaiveDate};

/// The day until which the top band is given although a gate is not met: the earliest promise,
/// where that gate alone is not met and every finding it names is promised in time.
pub fn conditional_until(case: &Case<'_>, gates: &[Gate<'_>], day: NaiveDate, turns: &mut Turns) -> Option<NaiveDate> {
    let rule = case.scheme.conditional.as_ref()?;
    match gates {
        [only] if only.gate == rule.gate => {}
        _ => return None,
    }
    let audits = &case.facts.audits;
    let on = |day| earliest_promise(case, rule, day);
    let now = on(day);
    for (audit, finding) in finding_audits(audits) {
        turns.note_some(audit.counts_from());
        turns.note_after(finding.due_on);
        turns.note_some(finding.closed_on);
        if let Some(promised) = finding.promised_on {
            turns.note_after(promised);
            turns.note_some(promised.checked_sub_days(Days::new(rule.within_days)));
        }
    }
    turns.settle(&now, on);
    now
}

fn earliest_promise(case: &Case<'_>, rule: &Conditional, day: NaiveDate) -> Option<NaiveDate> {
    let latest = day.checked_add_days(Days::new(rule.within_days))?;
    let mut earliest: Option<NaiveDate> = None;
    for (audit, finding) in finding_audits(&case.facts.audits) {
        if is_named(audit, finding, day) {
            let promised = finding.promised_on.filter(|on| (day..=latest).contains(on))?;
            earliest = Some(earliest.map_or(promised, |known| known.min(promised)));
        }
    }
    earliest
}
