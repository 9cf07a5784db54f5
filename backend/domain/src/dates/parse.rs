//! Dates as people write them. What can be read in two ways is asked, never guessed.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::answers::{DateAnswer, DateReading, DayOrder, ShortYear};
use super::eras::Era;
use super::{from_excel_serial, jst_day};
use crate::text::{compact, is_hyphen, plain};

/// What the sheet around a date says about it. The default assumes nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateHint {
    /// What a person has said of dates with several readings.
    pub answer: DateAnswer,
    /// Accept days past the end of an era, as old forms write them (平成32年4月1日).
    pub eras_run_on: bool,
    /// Bare serial numbers count from 1904.
    pub system_1904: bool,
}

/// Why a text is not taken as a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// There is nothing to read.
    #[error("the date is empty")]
    Empty,
    /// It can mean any of these days, or, with none, lacks its year: a person must say.
    #[error("the date can be read in more than one way")]
    Ambiguous {
        /// The days it may mean, the earliest first; empty where the year is not written.
        readings: Vec<DateReading>,
    },
    /// It is no date.
    #[error("this is not a date")]
    Invalid,
}

impl DateProblem {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_date",
            Self::Ambiguous { .. } => "ambiguous_date",
            Self::Invalid => "invalid_date",
        }
    }
}

/// Reads one day: ISO, 2026/4/1, 2026.4.1, 20260401, 2026年4月1日, 和暦 in kanji or letters, full-width digits,
/// a weekday in brackets behind it, a time of day behind it (taken to Japanese time if it has an offset),
/// and a spreadsheet's serial number of five digits.
///
/// # Errors
/// Says whether the text is empty, means nothing, or can mean several days.
pub fn parse_date(text: &str, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    if text.len() > 400 {
        return Err(DateProblem::Invalid);
    }
    let text = plain(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(DateProblem::Empty);
    }
    if let Some(day) = with_time(text) {
        return in_range(day);
    }
    let text = compact(text);
    let text = without_weekday(&text);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits_only(text, hint);
    }
    let (era, rest) = era_prefix(text);
    let numbers = numbers(rest).ok_or(DateProblem::Invalid)?;
    match (era, numbers.as_slice()) {
        (Some(era), [Part(year, _), Part(month, _), Part(day, _)]) => era_day(era, *year, *month, *day, hint),
        (Some(era), [Part(run, 6)]) => era_day(era, run / 10_000, run / 100 % 100, run % 100, hint),
        (None, [Part(year, 4), Part(month, _), Part(day, _)]) => gregorian(*year, *month, *day),
        (None, [Part(first, 1..=2), Part(second, 1..=2), Part(year, 4)]) => {
            day_first_or_month_first(*first, *second, *year, hint)
        }
        (None, [Part(year, 1..=2), Part(month, _), Part(day, _)]) => era_implied(*year, *month, *day, hint),
        (None, [Part(month, 1..=2), Part(day, 1..=2)]) => year_implied(*month, *day, hint),
        _ => Err(DateProblem::Invalid),
    }
}

/// Reads a period such as 「令和8年4月1日から令和9年3月31日まで」 or `2026/4/1～2027/3/31`, both ends inclusive.
///
/// # Errors
/// As for a single day; `Invalid` too where the end lies before the beginning.
pub fn parse_period(text: &str, hint: DateHint) -> Result<(NaiveDate, NaiveDate), DateProblem> {
    if text.len() > 800 {
        return Err(DateProblem::Invalid);
    }
    let text = plain(text);
    if text.trim().is_empty() {
        return Err(DateProblem::Empty);
    }
    let (from, to) =
        text.split_once(['~', '〜', '～']).or_else(|| text.split_once("から")).ok_or(DateProblem::Invalid)?;
    let to = to.trim();
    let to = to.strip_suffix("まで").unwrap_or(to);
    let from = from.trim().trim_start_matches(['自', '契']);
    let (from, to) = (parse_date(from, hint)?, parse_date(to.trim_start_matches('至'), hint)?);
    if from <= to { Ok((from, to)) } else { Err(DateProblem::Invalid) }
}

/// A number and how many digits it was written with.
#[derive(Clone, Copy)]
struct Part(i32, usize);

fn in_range(day: NaiveDate) -> Result<NaiveDate, DateProblem> {
    let bounds = (NaiveDate::from_ymd_opt(1868, 1, 25), NaiveDate::from_ymd_opt(9999, 12, 31));
    match bounds {
        (Some(first), Some(last)) if day >= first && day <= last => Ok(day),
        _ => Err(DateProblem::Invalid),
    }
}

fn with_time(text: &str) -> Option<NaiveDate> {
    if !text.contains(':') {
        return None;
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(jst_day(at.to_utc()));
    }
    let text = text.replace('/', "-").replace('T', " ");
    let formats = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    formats.iter().find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok()).map(|at| at.date())
}

fn without_weekday(text: &str) -> &str {
    let Some((head, tail)) = text.split_once('(') else { return text };
    let tail = tail.strip_suffix(')').unwrap_or(tail);
    let tail = tail.strip_suffix("曜日").or_else(|| tail.strip_suffix("曜")).unwrap_or(tail);
    let weekday = matches!(tail, "月" | "火" | "水" | "木" | "金" | "土" | "日" | "祝" | "月祝" | "土祝" | "日祝");
    if weekday { head } else { text }
}

fn digits_only(text: &str, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    let number = text.parse::<i32>().map_err(|_| DateProblem::Invalid)?;
    match text.len() {
        8 => gregorian(number / 10_000, number / 100 % 100, number % 100),
        5 => from_excel_serial(i64::from(number), hint.system_1904).ok_or(DateProblem::Invalid),
        6 => era_implied(number / 10_000, number / 100 % 100, number % 100, hint),
        _ => Err(DateProblem::Invalid),
    }
}

fn era_prefix(text: &str) -> (Option<Era>, &str) {
    for era in Era::ALL {
        if let Some(rest) = text.strip_prefix(era.name()) {
            return (Some(era), rest);
        }
        let letters = [era.letter(), era.letter().to_ascii_lowercase()];
        if let Some(rest) = text.strip_prefix(letters) {
            return (Some(era), rest.strip_prefix('.').unwrap_or(rest));
        }
    }
    (None, text)
}

/// The numbers of a date, separated by one of `. / - 年 月 日`; 元 is 1. None if anything else stands in it.
fn numbers(text: &str) -> Option<Vec<Part>> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let text = text.strip_suffix(['.', '/']).unwrap_or(text);
    let separator = |c: char| matches!(c, '.' | '/' | '年' | '月') || is_hyphen(c);
    let part = |part: &str| {
        if part == "元" {
            return Some(Part(1, 1));
        }
        let digits = !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
        if digits { Some(Part(part.parse().ok()?, part.len())) } else { None }
    };
    text.split(separator).map(part).collect::<Option<Vec<_>>>().filter(|parts| parts.len() <= 3)
}

fn ymd(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

fn gregorian(year: i32, month: i32, day: i32) -> Result<NaiveDate, DateProblem> {
    in_range(ymd(year, month, day).ok_or(DateProblem::Invalid)?)
}

fn era_day(era: Era, year: i32, month: i32, day: i32, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    if !(1..=99).contains(&year) {
        return Err(DateProblem::Invalid);
    }
    let date = ymd(era.gregorian(year), month, day).ok_or(DateProblem::Invalid)?;
    let holds = Era::of(date) == Some(era) || (hint.eras_run_on && Era::of(date).is_some_and(|now| now > era));
    if holds { Ok(date) } else { Err(DateProblem::Invalid) }
}

fn day_first_or_month_first(first: i32, second: i32, year: i32, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    let reading = |order: DayOrder, month: i32, day: i32| {
        let day = gregorian(year, month, day).ok()?;
        Some(DateReading { answer: order.into(), day })
    };
    let readings = [reading(DayOrder::MonthFirst, first, second), reading(DayOrder::DayFirst, second, first)];
    let mut readings: Vec<_> = readings.into_iter().flatten().collect();
    readings.dedup_by_key(|reading| reading.day);
    match readings.as_slice() {
        [only] => Ok(only.day),
        _ => settle(readings, hint),
    }
}

fn era_implied(year: i32, month: i32, day: i32, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    let eras = [Era::Reiwa, Era::Heisei, Era::Showa].into_iter().filter_map(|era| {
        let day = era_day(era, year, month, day, hint).ok()?;
        Some(DateReading { answer: ShortYear::Era(era).into(), day })
    });
    let western = gregorian(2000 + year, month, day).ok();
    let western = western.map(|day| DateReading { answer: ShortYear::Western.into(), day });
    settle(eras.chain(western).collect(), hint)
}

fn year_implied(month: i32, day: i32, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    if ymd(2024, month, day).is_none() {
        return Err(DateProblem::Invalid);
    }
    match hint.answer.fiscal_year {
        Some(year) => gregorian(if month <= 3 { year.saturating_add(1) } else { year }, month, day),
        None => Err(DateProblem::Ambiguous { readings: Vec::new() }),
    }
}

/// The reading that the answer chooses. An answer that does not fit this date leaves it open.
fn settle(mut readings: Vec<DateReading>, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    if readings.is_empty() {
        return Err(DateProblem::Invalid);
    }
    match readings.iter().find(|reading| hint.answer.says(&reading.answer)) {
        Some(chosen) => Ok(chosen.day),
        None => {
            readings.sort_unstable_by_key(|reading| reading.day);
            Err(DateProblem::Ambiguous { readings })
        }
    }
}
