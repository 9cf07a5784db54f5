//! The gate on attestations that were suspended or revoked not long ago.

use super::super::case::Case;
use super::super::turns::Turns;
use super::super::windows::{leaves_on, minus_months};
use super::{Shut, shut_by};
use crate::attestations::{Status, StatusSpan};
use chrono::NaiveDate;

pub fn recently<'a>(case: &Case<'a>, months: u32, day: NaiveDate, turns: &mut Turns) -> Shut<'a> {
    let attestations = &case.facts.attestations;
    let on = |day| {
        let start = minus_months(day, months);
        let touched = attestations.iter().filter(|one| one.statuses.iter().any(|span| touches(span, start, day)));
        shut_by(touched.map(|one| one.id.as_str()))
    };
    let now = on(day);
    for span in attestations.iter().flat_map(|one| &one.statuses) {
        if let Some(last) = last_day(span) {
            turns.note(span.from);
            turns.note_some(last.and_then(|last| leaves_on(last, months)));
        }
    }
    turns.settle(&now, on);
    now
}

fn touches(span: &StatusSpan, start: NaiveDate, day: NaiveDate) -> bool {
    span.from <= day && last_day(span).is_some_and(|last| last.is_none_or(|last| start < last))
}

/// The last day on which a span counts (`Some(None)` if it has no end): every day of a
/// suspension, the first of a revocation; `None` for spans that never count.
const fn last_day(span: &StatusSpan) -> Option<Option<NaiveDate>> {
    match span.status {
        Status::Suspended => Some(span.to),
        Status::Revoked => Some(Some(span.from)),
        Status::Returned | Status::UnderRenewal => None,
    }
}
