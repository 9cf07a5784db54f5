//! The two catalogues, Japanese and English, for every reader: pages, the JSON API and the command line.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, StaticLoader, langid, static_loader};
use kakuzuke_domain::dates::wareki;

static_loader! {
    static CATALOGUE = {
        locales: "../../templates/locales",
        fallback_language: "ja",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

static JAPANESE: LanguageIdentifier = langid!("ja");
static ENGLISH: LanguageIdentifier = langid!("en");

/// The language a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 日本語, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// Both languages, Japanese first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The tag as in `lang="ja"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `en-GB`; none for a language we do not speak.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.as_str()))
    }

    /// The identifier the catalogue is asked with.
    #[must_use]
    pub fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::Ja => &JAPANESE,
            Self::En => &ENGLISH,
        }
    }
}

/// Both catalogues: `templates/locales`, compiled in.
#[must_use]
pub fn catalogue() -> &'static StaticLoader {
    &CATALOGUE
}

/// The words of `key` in `language`, with `arguments` filled in. A key that no catalogue holds comes back as itself,
/// so that a missing translation is seen and never hides a message.
#[must_use]
pub fn words<'a, I>(language: Language, key: &str, arguments: I) -> String
where
    I: IntoIterator<Item = (&'a str, &'a str)>,
{
    let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> =
        arguments.into_iter().map(|(name, value)| (Cow::Owned(name.to_owned()), FluentValue::from(value))).collect();
    CATALOGUE.try_lookup_with_args(language.identifier(), key, &arguments).unwrap_or_else(|| key.to_owned())
}

/// The name of a field in a kind of table: `field-KIND-FIELD` where the kind has a name of its own for it, else `field-FIELD`.
#[must_use]
pub fn field(language: Language, kind: &str, field: &str) -> String {
    let field = field.replace('_', "-");
    let own = format!("field-{kind}-{field}");
    let found = word(language, &own);
    if found == own { word(language, &format!("field-{field}")) } else { found }
}

/// A day: `令和8年4月1日（2026年4月1日）`, in English `1 April 2026 (令和8年4月1日)`.
#[must_use]
pub fn day(date: NaiveDate, language: Language) -> String {
    let (first, second) = day_parts(date, language);
    match language {
        Language::Ja => format!("{first}（{second}）"),
        Language::En => format!("{first} ({second})"),
    }
}

/// The day in the calendar that the language puts first, and in the other one.
#[must_use]
pub fn day_parts(date: NaiveDate, language: Language) -> (String, String) {
    let era = wareki(date);
    match language {
        Language::Ja => (era, format!("{}年{}月{}日", date.year(), date.month(), date.day())),
        Language::En => {
            let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
            (format!("{} {month} {}", date.day(), date.year()), era)
        }
    }
}

/// The words of `key` that take no arguments.
#[must_use]
pub fn word(language: Language, key: &str) -> String {
    CATALOGUE.try_lookup(language.identifier(), key).unwrap_or_else(|| key.to_owned())
}
