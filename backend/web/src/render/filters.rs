//! Template filters: days, instants, points, money.

use chrono::{DateTime, FixedOffset, NaiveDate};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::{dates, numbers};
use crate::language::Language;

/// Adds the filters to an engine of the given language.
pub fn register(tera: &mut Tera, language: Language) {
    tera.register_filter("date", move |text: &str, _: Kwargs, _: &State<'_>| {
        day_of(text).map(|date| Value::safe_string(&day_markup(date, language)))
    });
    tera.register_filter("shown", move |text: &str, _: Kwargs, _: &State<'_>| {
        dates::parse_day(text).map_or_else(|| text.to_owned(), |date| dates::day(date, language))
    });
    tera.register_filter("date_text", move |text: &str, _: Kwargs, _: &State<'_>| {
        day_of(text).map(|date| dates::day(date, language))
    });
    tera.register_filter("date_short", move |text: &str, _: Kwargs, _: &State<'_>| {
        day_of(text).map(|date| dates::day_parts(date, language).0)
    });
    tera.register_filter("instant", move |text: &str, _: Kwargs, _: &State<'_>| {
        instant_of(text).map(|at| Value::safe_string(&instant_markup(at, language)))
    });
    tera.register_filter("milli", |points: i64, _: Kwargs, _: &State<'_>| numbers::milli(points));
    tera.register_filter("permille", |permille: i64, _: Kwargs, _: &State<'_>| {
        numbers::milli(permille.saturating_mul(100))
    });
    tera.register_filter("grouped", |number: i64, _: Kwargs, _: &State<'_>| numbers::grouped(i128::from(number)));
    tera.register_filter("yen", move |yen: i64, _: Kwargs, _: &State<'_>| {
        let amount = numbers::grouped(i128::from(yen));
        match language {
            Language::Ja => format!("{amount}円"),
            Language::En => format!("¥{amount}"),
        }
    });
}

fn day_of(text: &str) -> TeraResult<NaiveDate> {
    dates::parse_day(text).ok_or_else(|| Error::message(format!("`{text}` is not a day")))
}

fn instant_of(text: &str) -> TeraResult<DateTime<FixedOffset>> {
    dates::parse_instant(text).ok_or_else(|| Error::message(format!("`{text}` is not an instant")))
}

/// Both calendars, each of which may not be broken across lines.
fn day_markup(date: NaiveDate, language: Language) -> String {
    let (first, second) = dates::day_parts(date, language);
    let (space, open, close) = brackets(language);
    format!(
        "<time datetime=\"{date}\"><span class=\"unbroken\">{first}</span>{space}<span class=\"unbroken calendar\">{open}{second}{close}</span></time>"
    )
}

fn instant_markup(at: DateTime<FixedOffset>, language: Language) -> String {
    let at = dates::japanese(at);
    let (first, second) = dates::day_parts(at.date_naive(), language);
    let (space, open, close) = brackets(language);
    format!(
        "<time datetime=\"{}\"><span class=\"unbroken\">{first}</span>{space}<span class=\"unbroken calendar\">{open}{second}{close}</span><span class=\"unbroken clock\">{}</span></time>",
        at.to_rfc3339(),
        at.format("%H:%M:%S")
    )
}

/// What stands around the other calendar: a space before it, and its brackets.
fn brackets(language: Language) -> (&'static str, &'static str, &'static str) {
    match language {
        Language::Ja => ("", "（", "）"),
        Language::En => (" ", "(", ")"),
    }
}
