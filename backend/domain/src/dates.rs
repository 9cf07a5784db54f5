//! Days: eras, fiscal years, written dates, business days. Today is never read here.

mod answers;
mod business_days;
mod eras;
mod fiscal;
mod parse;

pub use answers::{DateAnswer, DateReading, DayOrder, NoDateAnswer, ShortYear};
pub use business_days::{BeyondCalendar, Holidays, add_business_days, next_business_day};
pub use eras::{Era, wareki, wareki_year};
pub use fiscal::{fiscal_year, fiscal_year_end, fiscal_year_start, fiscal_year_wareki, quarter};
pub use parse::{DateHint, DateProblem, parse_date, parse_period};

use chrono::{DateTime, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Japanese time: UTC+9, no summer time.
const JST_SECONDS: i32 = 9 * 3600;

/// The Japanese day of an instant.
#[must_use]
pub fn jst_day(at: DateTime<Utc>) -> NaiveDate {
    (at.naive_utc() + TimeDelta::seconds(i64::from(JST_SECONDS))).date()
}

/// An instant as Japanese wall time.
#[must_use]
pub fn jst(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    match FixedOffset::east_opt(JST_SECONDS) {
        Some(offset) => at.with_timezone(&offset),
        None => at.fixed_offset(),
    }
}

/// The instant at which a Japanese day begins.
#[must_use]
pub fn jst_midnight(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.checked_sub_signed(TimeDelta::seconds(i64::from(JST_SECONDS))).unwrap_or(midnight).and_utc()
}

/// `day` minus calendar months; a day that the month lacks becomes its last (2024-02-29 minus 12 is 2023-02-28).
#[must_use]
pub fn minus_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// `day` plus calendar months, cut to the last day of a shorter month.
#[must_use]
pub fn plus_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The day that a spreadsheet means by a whole serial number (1 = 1900-01-01, with the 29th of February 1900 that never was;
/// in the 1904 system 0 = 1904-01-01). None outside 1900–9999.
#[must_use]
pub fn from_excel_serial(serial: i64, system_1904: bool) -> Option<NaiveDate> {
    let (first, offset) = if system_1904 {
        (NaiveDate::from_ymd_opt(1904, 1, 1)?, serial)
    } else if serial == 60 {
        return None;
    } else {
        (NaiveDate::from_ymd_opt(1899, 12, 30)?, if serial < 60 { serial.checked_add(1)? } else { serial })
    };
    let day = first.checked_add_days(Days::new(u64::try_from(offset).ok()?))?;
    let in_range = (system_1904 || serial >= 1) && day <= NaiveDate::from_ymd_opt(9999, 12, 31)?;
    in_range.then_some(day)
}
