//! The message catalogue of one language, read from `templates/locales/<language>/*.ftl`.
//!
//! Arguments are shown according to their names, so that machine codes from the rules need no
//! special care: `*_on` is a day, `*_at` an instant, `*_milli` are points, `*_yen` is money. Every
//! other integer is grouped in threes, and can still choose a plural.

use std::borrow::Cow;

use fluent_templates::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::engine::Missing;
use super::source::Templates;
use super::{RenderError, dates, numbers};
use crate::language::Language;

/// All messages of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Reads every message file of the language. Of a message that stands twice, or cannot be read, the first that can
    /// counts, unless missing messages are to fail.
    ///
    /// # Errors
    /// When a file is malformed and that is to fail.
    pub fn load(language: Language, missing: Missing) -> Result<Self, RenderError> {
        let tag = language.as_str().parse().map_err(|_| RenderError::Catalogue(language.as_str().to_owned()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => number.as_string().parse().ok().map(numbers::grouped),
            _ => None,
        }));
        for (name, text) in Templates::messages(language) {
            let (resource, malformed) = match FluentResource::try_new(text) {
                Ok(resource) => (resource, None),
                Err((resource, errors)) => (resource, Some(format!("{name}: {errors:?}"))),
            };
            let twice = bundle.add_resource(resource).err().map(|errors| format!("{name}: {errors:?}"));
            for problem in malformed.into_iter().chain(twice) {
                match missing {
                    Missing::Fail => return Err(RenderError::Catalogue(problem)),
                    Missing::ShowKey => tracing::warn!(problem, "a message file is not in order"),
                }
            }
        }
        Ok(Self { language, bundle })
    }

    /// Whether there is a message with this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The message with its arguments filled in.
    ///
    /// # Errors
    /// When the key is unknown or the message asks for an argument that is not given.
    pub fn text<'a>(
        &self,
        key: &str,
        arguments: impl Iterator<Item = (&'a str, Argument<'a>)>,
    ) -> Result<String, RenderError> {
        let missing = || RenderError::Message { language: self.language, key: key.to_owned() };
        let pattern = self.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(missing)?;
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            values.set(name.to_owned(), self.value(name, argument));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(RenderError::Catalogue(format!("{}: {key}: {error}", self.language.as_str()))),
        }
    }

    fn value<'a>(&self, name: &str, argument: Argument<'a>) -> FluentValue<'a> {
        match argument {
            Argument::Integer(number) if name.ends_with("milli") => numbers::milli(number).into(),
            Argument::Integer(number) => FluentValue::from(number),
            Argument::Text(text) => self.written(name, text),
        }
    }

    fn written<'a>(&self, name: &str, text: Cow<'a, str>) -> FluentValue<'a> {
        let is_day = name.ends_with("_on") || matches!(name, "until" | "from" | "to");
        if let Some(date) = dates::parse_day(&text).filter(|_| is_day) {
            return dates::day(date, self.language).into();
        }
        if let Some(at) = dates::parse_instant(&text).filter(|_| name.ends_with("_at")) {
            return dates::instant(at, self.language).into();
        }
        FluentValue::String(text)
    }
}

/// A value for a message.
#[derive(Debug, Clone)]
pub enum Argument<'a> {
    /// Shown as written, or as a day or an instant if its name says so.
    Text(Cow<'a, str>),
    /// Grouped in threes, or points if its name says so.
    Integer(i64),
}
