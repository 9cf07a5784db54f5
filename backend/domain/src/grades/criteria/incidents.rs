//! Deductions for incidents: one line for each that was detected within the window.

use super::super::case::{Case, Judged};
use super::super::lines::{Line, Outcome};
use super::super::reasons::{Reason, ReportTiming};
use super::super::turns::Turns;
use super::super::windows::{is_within, leaves_on};
use crate::incidents::{Attributable, Seriousness};
use crate::schemes::{Criterion, Group, IncidentDeductions};
use chrono::NaiveDate;

/// Adds the lines of all incidents, or one that says there is none; gives their sum.
pub fn push_incidents<'a>(
    case: &Case<'a>,
    (group, criterion): (&'a Group, &'a Criterion),
    rule: &IncidentDeductions,
    day: NaiveDate,
    turns: &mut Turns,
    lines: &mut Vec<Line<'a>>,
) -> i64 {
    let mut sum = 0;
    let mut push = |outcome: Outcome<'a>| {
        sum += outcome.points_milli;
        lines.push(Line {
            criterion: &criterion.id,
            group: &group.id,
            points_milli: outcome.points_milli,
            maximum_milli: 0,
            reason: outcome.reason,
            facts: outcome.facts,
        });
    };
    let mut any = false;
    for judged in &case.incidents {
        let now = on(rule, judged, day);
        turns.note(judged.detected_on);
        turns.note_some(judged.serious_from);
        turns.note_some(leaves_on(judged.detected_on, rule.months));
        turns.settle(&now, |day| on(rule, judged, day));
        if let Some(outcome) = now {
            any = true;
            push(outcome);
        }
    }
    if !any {
        push(Outcome::nothing(Reason::NoRecentIncident));
    }
    sum
}

fn on<'a>(rule: &IncidentDeductions, judged: &Judged<'a>, day: NaiveDate) -> Option<Outcome<'a>> {
    let detected_on = judged.detected_on;
    if !is_within(detected_on, rule.months, day) {
        return None;
    }
    let incident = judged.incident;
    let size = incident.seriousness_on(day, judged.serious_from);
    let (points, reason) = match incident.attributable {
        Attributable::No => (0, Reason::IncidentNotAttributable(detected_on)),
        Attributable::Undetermined => (0, Reason::IncidentAttributionOpen { detected_on, size }),
        Attributable::Yes => {
            let report = timing(rule, judged);
            let reason = Reason::IncidentCounted { detected_on, report, size };
            (deduction(rule, report, size), reason)
        }
    };
    Some(Outcome::of(points, reason, &incident.id))
}

fn timing(rule: &IncidentDeductions, judged: &Judged<'_>) -> ReportTiming {
    if judged.incident.first_report_at.is_none() {
        ReportTiming::Missing
    } else if judged.incident.reported_late(rule.report_within_seconds) {
        ReportTiming::Late
    } else {
        ReportTiming::InTime
    }
}

fn deduction(rule: &IncidentDeductions, report: ReportTiming, size: Seriousness) -> i64 {
    let late = if report == ReportTiming::InTime { 0 } else { rule.late_report_milli };
    let serious = if size == Seriousness::Serious { rule.serious_milli } else { 0 };
    rule.each_milli + late + serious
}
