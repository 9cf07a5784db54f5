//! One template engine per language, so that filters and messages know their language everywhere.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Context, Tera};

use super::catalogue::{Argument, Catalogue};
use super::source::Templates;
use super::{RenderError, filters, functions};
use crate::language::Language;

/// What to do with a message that the catalogue lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Show its key and log a warning: a page in service stays readable.
    ShowKey,
    /// Fail: tests want to know.
    Fail,
}

/// The templates and messages of both languages, ready to use.
pub struct Renderer {
    ja: Voice,
    en: Voice,
}

struct Voice {
    catalogue: Arc<Catalogue>,
    tera: Tera,
}

impl Renderer {
    /// Parses every template and catalogue.
    ///
    /// # Errors
    /// When a template or a catalogue is malformed, or names a filter or component that does not exist.
    pub fn new() -> Result<Self, RenderError> {
        Self::with(Missing::ShowKey)
    }

    /// Like [`Renderer::new`], with a choice of what a missing message does.
    ///
    /// # Errors
    /// As [`Renderer::new`].
    pub fn with(missing: Missing) -> Result<Self, RenderError> {
        Ok(Self { ja: Voice::load(Language::Ja, missing)?, en: Voice::load(Language::En, missing)? })
    }

    /// Renders one template.
    ///
    /// # Errors
    /// When the template asks for a value that is not there.
    pub fn render(&self, language: Language, template: &str, context: &Context) -> Result<String, RenderError> {
        Ok(self.voice(language).tera.render(template, context)?)
    }

    /// One message, or its key if there is none.
    #[must_use]
    pub fn message(&self, language: Language, key: &str, arguments: &[(&str, String)]) -> String {
        let arguments = arguments.iter().map(|(name, text)| (*name, Argument::Text(Cow::Borrowed(text.as_str()))));
        self.voice(language).catalogue.text(&key.replace('_', "-"), arguments).unwrap_or_else(|_| key.to_owned())
    }

    fn voice(&self, language: Language) -> &Voice {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}

impl Voice {
    fn load(language: Language, missing: Missing) -> Result<Self, RenderError> {
        let catalogue = Arc::new(Catalogue::load(language, missing)?);
        let mut tera = Tera::new();
        filters::register(&mut tera, language);
        functions::register(&mut tera, &catalogue, missing);
        tera.add_raw_templates(Templates::pages())?;
        Ok(Self { catalogue, tera })
    }
}
