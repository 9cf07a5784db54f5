//! Finding the first day on which something differs, from its own candidate days.

use chrono::{Datelike, NaiveDate};
use smallvec::SmallVec;

const LAST_YEAR: i32 = 9999;

/// Whether a day can be written as `YYYY-MM-DD`; later ones never come.
pub(crate) fn is_writable(day: NaiveDate) -> bool {
    day.year() <= LAST_YEAR
}

/// The candidate days of one part of a grade, and the first change found in any part so far.
pub struct Turns {
    day: NaiveDate,
    first: Option<NaiveDate>,
    candidates: SmallVec<[NaiveDate; 16]>,
}

impl Turns {
    pub fn after(day: NaiveDate) -> Self {
        Self { day, first: None, candidates: SmallVec::new() }
    }

    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Notes a day on which the part may differ from the day before.
    pub fn note(&mut self, candidate: NaiveDate) {
        if candidate > self.day && self.first.is_none_or(|first| candidate < first) {
            self.candidates.push(candidate);
        }
    }

    /// As [`Self::note`], for a day that may not exist.
    pub fn note_some(&mut self, candidate: Option<NaiveDate>) {
        if let Some(candidate) = candidate {
            self.note(candidate);
        }
    }

    /// Notes the day after the last day of something.
    pub fn note_after(&mut self, last: NaiveDate) {
        if last >= self.day {
            self.note_some(last.succ_opt());
        }
    }

    /// Tries the noted days in order until one answers differently, and forgets them.
    pub fn settle<T: PartialEq>(&mut self, now: &T, on: impl Fn(NaiveDate) -> T) {
        self.candidates.sort_unstable();
        let mut tried = self.day;
        for &candidate in &self.candidates {
            if candidate != tried && on(candidate) != *now {
                self.first = Some(candidate);
                break;
            }
            tried = candidate;
        }
        self.candidates.clear();
    }

    /// The first change found, if it can be written.
    pub fn first(&self) -> Option<NaiveDate> {
        self.first.filter(|day| is_writable(*day))
    }
}
