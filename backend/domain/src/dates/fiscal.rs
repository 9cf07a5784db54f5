//! Fiscal years, April to March.

use chrono::{Datelike, NaiveDate};

use super::eras::Era;

/// The fiscal year of a day: January to March belong to the year before.
#[must_use]
pub fn fiscal_year(day: NaiveDate) -> i32 {
    if day.month() <= 3 { day.year() - 1 } else { day.year() }
}

/// The fiscal quarter, 1 (April–June) to 4 (January–March).
#[must_use]
pub fn quarter(day: NaiveDate) -> u8 {
    match day.month() {
        4..=6 => 1,
        7..=9 => 2,
        10..=12 => 3,
        _ => 4,
    }
}

/// 1 April of a fiscal year; none for a year no calendar holds.
#[must_use]
pub fn fiscal_year_start(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 4, 1)
}

/// 31 March, the last day of a fiscal year.
#[must_use]
pub fn fiscal_year_end(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)
}

/// 「令和8年度」; 2019 is 「令和元年度(平成31年度)」, since it began in 平成.
#[must_use]
pub fn fiscal_year_wareki(year: i32) -> String {
    let era_year = |era: Era| match year - era.gregorian(1) + 1 {
        1 => format!("{}元年度", era.name()),
        n => format!("{}{n}年度", era.name()),
    };
    let (begins, ends) = (fiscal_year_start(year).and_then(Era::of), fiscal_year_end(year).and_then(Era::of));
    match (begins, ends) {
        (Some(old), Some(new)) if old != new && year == new.gregorian(1) => {
            format!("{}({})", era_year(new), era_year(old))
        }
        (Some(old), _) => era_year(old),
        (None, _) => format!("{year}年度"),
    }
}
