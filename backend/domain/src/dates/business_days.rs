//! Business days of a ward office: not Saturdays, Sundays, public holidays, nor 29 December to 3 January.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Public holidays of whole calendar years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, String>,
    first_year: i32,
    last_year: i32,
}

/// The calendar ends before the question does: an answer would be a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the public holidays of {year} are not known")]
pub struct BeyondCalendar {
    /// The year without a table of holidays.
    pub year: i32,
}

static JAPAN: LazyLock<Holidays> = LazyLock::new(|| Holidays::from_csv(include_str!("../../../../seed/holidays.csv")));

impl Holidays {
    /// The national holidays from `seed/holidays.csv` (内閣府「国民の祝日」, CC BY), 1955 to 2027.
    #[must_use]
    pub fn japan() -> &'static Self {
        &JAPAN
    }

    /// Reads lines of `YYYY-MM-DD,name`; other lines are skipped. Covers the years from the first to the last line.
    #[must_use]
    pub fn from_csv(text: &str) -> Self {
        let line = |line: &str| {
            let (day, name) = line.trim().split_once(',')?;
            Some((day.parse::<NaiveDate>().ok()?, name.to_owned()))
        };
        let days: BTreeMap<_, _> = text.lines().filter_map(line).collect();
        let first_year = days.keys().next().map_or(1, NaiveDate::year);
        let last_year = days.keys().next_back().map_or(0, NaiveDate::year);
        Self { days, first_year, last_year }
    }

    /// The name of the holiday on a day.
    #[must_use]
    pub fn name_on(&self, day: NaiveDate) -> Option<&str> {
        self.days.get(&day).map(String::as_str)
    }

    /// Whether the office works on a day.
    ///
    /// # Errors
    /// The year is outside the table.
    pub fn is_business_day(&self, day: NaiveDate) -> Result<bool, BeyondCalendar> {
        if day.year() < self.first_year || day.year() > self.last_year {
            return Err(BeyondCalendar { year: day.year() });
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let year_end = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
        Ok(!weekend && !year_end && !self.days.contains_key(&day))
    }
}

/// The `count`th business day after `day`; the day itself is not counted (初日不算入, 民法140条).
///
/// # Errors
/// The way leads out of the table of holidays.
pub fn add_business_days(day: NaiveDate, count: u32, holidays: &Holidays) -> Result<NaiveDate, BeyondCalendar> {
    let (mut at, mut left) = (day, count);
    while left > 0 {
        at = following(at)?;
        if holidays.is_business_day(at)? {
            left -= 1;
        }
    }
    Ok(at)
}

/// `day` itself if it is a business day, otherwise the next one (民法142条).
///
/// # Errors
/// The way leads out of the table of holidays.
pub fn next_business_day(day: NaiveDate, holidays: &Holidays) -> Result<NaiveDate, BeyondCalendar> {
    let mut at = day;
    while !holidays.is_business_day(at)? {
        at = following(at)?;
    }
    Ok(at)
}

fn following(day: NaiveDate) -> Result<NaiveDate, BeyondCalendar> {
    day.checked_add_days(Days::new(1)).ok_or(BeyondCalendar { year: day.year() })
}
