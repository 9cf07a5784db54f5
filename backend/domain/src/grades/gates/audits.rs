//! Gates on audits: a recent one, and no major finding overdue.

use super::super::case::Case;
use super::super::fact_ids::FactIds;
use super::super::turns::Turns;
use super::super::windows::{is_within, leaves_on};
use super::{Shut, shut_by};
use crate::audits::{Audit, Finding, Opinion, Severity};
use chrono::NaiveDate;

pub fn no_recent<'a>(case: &Case<'a>, months: u32, day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let suitable = || {
        let audits = case.facts.audits.iter();
        audits.filter(|one| one.third_party && one.opinion != Opinion::Nonconforming)
    };
    let on = |day| {
        let met = suitable().any(|audit| audit.counts_on(day) && is_within(audit.performed_on, months, day));
        (!met).then(FactIds::new)
    };
    let now = on(day);
    for audit in suitable() {
        if let Some(from) = audit.counts_from() {
            turns.note(from);
            turns.note_some(leaves_on(audit.performed_on, months));
        }
    }
    turns.settle(&now, on);
    now
}

pub fn major_overdue<'a>(case: &Case<'a>, day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let audits = &case.facts.audits;
    let on = |day| {
        let overdue = audits.iter().filter(|audit| audit.findings.iter().any(|one| is_named(audit, one, day)));
        shut_by(overdue.map(|audit| audit.id.as_str()))
    };
    let now = on(day);
    for (audit, finding) in finding_audits(audits) {
        turns.note_some(audit.counts_from());
        turns.note_after(finding.due_on);
        turns.note_some(finding.closed_on);
    }
    turns.settle(&now, on);
    now
}

/// Every major finding with its audit.
pub fn finding_audits(audits: &[Audit]) -> impl Iterator<Item = (&Audit, &Finding)> {
    audits.iter().flat_map(|audit| {
        let major = audit.findings.iter().filter(|one| one.severity == Severity::Major);
        major.map(move |finding| (audit, finding))
    })
}

/// Whether the gate names the finding: major, overdue, in an audit performed and accepted.
pub fn is_named(audit: &Audit, finding: &Finding, day: NaiveDate) -> bool {
    finding.severity == Severity::Major && audit.counts_on(day) && finding.is_overdue_on(day)
}
