//! Days and instants as people read them: Japanese era and western calendar side by side, Japanese time.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};
use kakuzuke_services::words;

use crate::language::Language;

/// A day: `令和8年4月1日（2026年4月1日）`, in English `1 April 2026 (令和8年4月1日)`.
#[must_use]
pub fn day(date: NaiveDate, language: Language) -> String {
    words::day(date, language.into())
}

/// The day in the calendar that the language puts first, and in the other one.
#[must_use]
pub fn day_parts(date: NaiveDate, language: Language) -> (String, String) {
    words::day_parts(date, language.into())
}

/// An instant in Japanese time, to the second.
#[must_use]
pub fn instant(at: DateTime<FixedOffset>, language: Language) -> String {
    let at = japanese(at);
    let clock = format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
    format!("{} {clock}", day(at.date_naive(), language))
}

/// The same instant on the clocks of Japan (UTC+9, no summer time).
#[must_use]
pub fn japanese(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    match FixedOffset::east_opt(9 * 3600) {
        Some(offset) => at.with_timezone(&offset),
        None => at,
    }
}

/// Reads `2026-04-01`.
#[must_use]
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Reads an RFC 3339 instant.
#[must_use]
pub fn parse_instant(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}
