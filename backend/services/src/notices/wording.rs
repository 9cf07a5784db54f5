//! A notice or a mail in words, in the language of its reader.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use fluent_templates::Loader;
use fluent_templates::fluent_bundle::FluentValue;
use serde_json::{Map, Value};

use crate::words::{Language, catalogue, day, word};

/// What a reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// In one line.
    pub title: String,
    /// What it means and what to do.
    pub more: String,
}

/// The words of the messages `KEY` and `KEY-more`. Arguments whose name ends in `_on` are days, `attestation` (with its `level`),
/// `severity` and `band` are codes that have words of their own; everything else is shown as it is, without line breaks.
#[must_use]
pub fn wording(language: Language, key: &str, arguments: &Map<String, Value>) -> Wording {
    let key = key.replace('_', "-");
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> = arguments
        .iter()
        .map(|(name, value)| (Cow::Owned(name.clone()), shown(language, name, value, arguments)))
        .collect();
    let text = |key: &str| {
        catalogue().try_lookup_with_args(language.identifier(), key, &values).unwrap_or_else(|| key.to_owned())
    };
    Wording { title: one_line(&text(&key)), more: text(&format!("{key}-more")) }
}

fn shown<'a>(language: Language, name: &str, value: &Value, all: &Map<String, Value>) -> FluentValue<'a> {
    let coded = |prefix: &str, code: &str| word(language, &format!("{prefix}-{code}").replace('_', "-"));
    match (name, value) {
        (_, Value::Number(number)) => {
            number.as_i64().map_or_else(|| FluentValue::from(number.to_string()), FluentValue::from)
        }
        ("attestation", Value::String(kind)) => {
            let level = all
                .get("level")
                .and_then(Value::as_u64)
                .map(|level| coded(&format!("level-{kind}"), &level.to_string()));
            let words = [Some(coded("attestation", kind)), level];
            FluentValue::from(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        ("severity", Value::String(code)) => FluentValue::from(coded("severity", code)),
        ("role", Value::String(code)) => FluentValue::from(coded("role", code)),
        ("approval", Value::String(code)) => FluentValue::from(coded("approval-kind", code)),
        (name, Value::String(text)) if name.ends_with("_on") => {
            let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            FluentValue::from(date.map_or_else(|| one_line(text), |date| day(date, language)))
        }
        (_, Value::String(text)) => FluentValue::from(one_line(text)),
        (_, other) => FluentValue::from(one_line(&other.to_string())),
    }
}

/// The text without anything that could begin a line of its own, in a header or in a body.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
