//! Deductions for findings that are overdue, in any audit performed and accepted.

use super::super::lines::Outcome;
use super::super::reasons::Reason;
use super::super::turns::Turns;
use crate::audits::{Audit, Severity};
use crate::schemes::OverdueFindings;
use chrono::NaiveDate;

pub fn outcome<'a>(rule: &OverdueFindings, audits: &'a [Audit], day: NaiveDate, turns: &mut Turns) -> Outcome<'a> {
    let now = on(rule, audits, day);
    for audit in audits.iter().filter(|audit| !audit.findings.is_empty()) {
        turns.note_some(audit.counts_from());
        for finding in &audit.findings {
            if finding.severity != Severity::Observation {
                turns.note_after(finding.due_on);
                turns.note_some(finding.closed_on);
            }
        }
    }
    turns.settle(&now, |day| on(rule, audits, day));
    now
}

fn on<'a>(rule: &OverdueFindings, audits: &'a [Audit], day: NaiveDate) -> Outcome<'a> {
    let mut outcome = Outcome::nothing(Reason::NoFindingOverdue);
    let (mut major, mut minor) = (0, 0);
    for audit in audits.iter().filter(|audit| audit.counts_on(day)) {
        let before = major + minor;
        for finding in audit.findings.iter().filter(|finding| finding.is_overdue_on(day)) {
            match finding.severity {
                Severity::Major => major += 1,
                Severity::Minor => minor += 1,
                Severity::Observation => {}
            }
            outcome.points_milli += rule.points_milli(finding.severity);
        }
        if major + minor > before {
            outcome.facts.push(&audit.id);
        }
    }
    if major + minor > 0 {
        outcome.facts.sort_unstable();
        outcome.reason = Reason::FindingsOverdue { major, minor };
    }
    outcome
}
