//! Gates on attributable incidents: none serious and open, no correction overdue.

use super::super::case::{Case, Judged};
use super::super::turns::Turns;
use super::{Shut, shut_by};
use crate::incidents::Attributable;
use chrono::{Days, NaiveDate};

pub fn open<'a>(case: &Case<'a>, day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let on = |day| {
        let open = attributable(case).filter(|one| {
            let closed = one.incident.closed_on.is_some_and(|closed| closed <= day);
            one.is_serious_on(day) && !closed
        });
        shut_by(open.map(|one| one.incident.id.as_str()))
    };
    let now = on(day);
    for one in attributable(case) {
        turns.note_some(one.serious_from);
        turns.note_some(one.incident.closed_on);
    }
    turns.settle(&now, on);
    now
}

pub fn overdue<'a>(case: &Case<'a>, serious_days: u64, day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let on = |day| {
        let overdue = attributable(case).filter(|one| is_overdue(one, serious_days, day));
        shut_by(overdue.map(|one| one.incident.id.as_str()))
    };
    let now = on(day);
    for one in attributable(case) {
        turns.note(one.detected_on);
        turns.note_some(one.serious_from);
        if let Some(due) = due_on(one, serious_days) {
            turns.note_after(due);
        }
        turns.note_some(one.incident.corrective_done_on);
    }
    turns.settle(&now, on);
    now
}

fn attributable<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = &'c Judged<'a>> {
    let all = case.incidents.iter();
    all.filter(|one| one.incident.attributable == Attributable::Yes)
}

/// The day set, or the one a serious incident gets by itself.
fn due_on(one: &Judged<'_>, serious_days: u64) -> Option<NaiveDate> {
    let by_itself = || one.detected_on.checked_add_days(Days::new(serious_days));
    one.incident.corrective_due_on.or_else(by_itself)
}

fn is_overdue(one: &Judged<'_>, serious_days: u64, day: NaiveDate) -> bool {
    let is_set = one.incident.corrective_due_on.is_some();
    let done = one.incident.corrective_done_on.is_some_and(|done| done <= day);
    one.detected_on <= day
        && (is_set || one.is_serious_on(day))
        && due_on(one, serious_days).is_some_and(|due| due < day)
        && !done
}
