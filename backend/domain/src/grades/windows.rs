//! Months: "within n months of D" means after D minus n calendar months and up to D.

use chrono::{Datelike, Months, NaiveDate};

/// The day n calendar months earlier, clamped to the end of its month.
pub fn minus_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// Whether the fact's day lies within n months of the day.
pub fn is_within(fact: NaiveDate, months: u32, day: NaiveDate) -> bool {
    fact <= day && minus_months(day, months) < fact
}

/// The first day whose n-month window no longer holds the fact's day: the same day of the month
/// n months later or, where that month is too short, the first of the month after it.
pub fn leaves_on(fact: NaiveDate, months: u32) -> Option<NaiveDate> {
    let later = fact.checked_add_months(Months::new(months))?;
    if later.day() == fact.day() { Some(later) } else { later.succ_opt() }
}
