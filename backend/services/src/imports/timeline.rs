//! Versions in valid time that follow one another: what a register says from one day on, until it says something else.

use chrono::{Days, NaiveDate};

/// What holds from one day (none: since ever) to another (none: until further notice), both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// First day, none for since ever.
    pub from: Option<NaiveDate>,
    /// Last day, none while it holds.
    pub to: Option<NaiveDate>,
    /// What holds.
    pub body: T,
}

/// One step that turns the known spans into the merged ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// The span at this index of the known ones is replaced.
    Replace(usize, Span<T>),
    /// A span that was not known.
    Add(Span<T>),
}

/// Joins `known` spans with `news`, each of which holds from its day on. On the same day news replace what was known, and
/// later news earlier ones; every span ends on the day before the next begins. The last known end stays where news do not
/// reach it.
pub fn merge<T: Clone + PartialEq>(known: &[Span<T>], news: Vec<(Option<NaiveDate>, T)>) -> Vec<Step<T>> {
    let mut starts: Vec<(Option<NaiveDate>, Option<usize>, T)> =
        known.iter().enumerate().map(|(index, span)| (span.from, Some(index), span.body.clone())).collect();
    for (from, body) in news {
        match starts.iter_mut().find(|(start, ..)| *start == from) {
            Some(entry) => entry.2 = body,
            None => starts.push((from, None, body)),
        }
    }
    starts.sort_by_key(|(from, ..)| *from);
    let ends: Vec<Option<NaiveDate>> = starts
        .iter()
        .skip(1)
        .map(|(next, ..)| next.and_then(|day| day.checked_sub_days(Days::new(1))))
        .chain([None])
        .collect();
    let last = starts.len().saturating_sub(1);
    let mut steps = Vec::new();
    for (position, ((from, index, body), end)) in starts.into_iter().zip(ends).enumerate() {
        let old = index.and_then(|index| known.get(index));
        let to = if position == last { old.and_then(|span| span.to) } else { end };
        let span = Span { from, to, body };
        match (index, old) {
            (Some(index), Some(old)) if *old != span => steps.push(Step::Replace(index, span)),
            (Some(_), _) => {}
            (None, _) => steps.push(Step::Add(span)),
        }
    }
    steps
}
