//! One version of a clause, as its file holds it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Checked, ensure};
use super::template::{Part, TextLanguage, parts};
use super::{Circumstance, ClauseError, DutyRule, Parameter, Timing, Value, ValueKind};
use crate::schemes::Text;
use crate::words::words;

const LONGEST_CODE: usize = 40;
/// Words that stand in addresses beside the codes.
const RESERVED: [&str; 4] = ["sets", "export", "variants", "adoption"];
const LONGEST_VERSION: usize = 20;
const MOST_PARAGRAPHS: usize = 20;

words! {
    /// Where a clause comes from.
    pub enum SourceMark {
        /// Demanded by the concept of the programme.
        Concept = "C",
        /// After the guideline of the Ministry of Internal Affairs and Communications (総務省).
        Guideline = "G",
        /// After a ward's own terms (特記事項).
        Ward = "W",
        /// After a requirement of the SCS scheme.
        Scs = "S",
        /// An own proposal.
        Own = "I",
    }
}

/// What a clause was drawn up after. The wording is our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseSource {
    /// The kind of source.
    pub mark: SourceMark,
    /// Which, in Japanese.
    pub reference: String,
}

/// A paragraph (項) with its items (号). Parameters stand in it as `{name}`, other clauses as `{clause:code}`,
/// `{and:code,code}` or `{or:code,code}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// The binding text.
    pub ja: String,
    /// For reading along; it binds nobody.
    pub en: String,
    /// Its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Text>,
}

impl Paragraph {
    pub(super) fn in_language(&self, language: TextLanguage) -> &str {
        match language {
            TextLanguage::Ja => &self.ja,
            TextLanguage::En => &self.en,
        }
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        std::iter::once((self.ja.as_str(), self.en.as_str()))
            .chain(self.items.iter().map(|item| (item.ja.as_str(), item.en.as_str())))
    }
}

/// One version of a clause. A version that was published never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its name over all versions, such as `access_log`.
    pub code: String,
    /// Its version.
    pub version: String,
    /// Whether a contract to which it applies must carry it.
    pub mandatory: bool,
    /// It applies where any of these holds; always where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applies_when: Vec<Circumstance>,
    /// The heading of the article.
    pub title: Text,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// What can be set in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// What it makes a supplier deliver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyRule>,
    /// What it was drawn up after.
    pub sources: Vec<ClauseSource>,
}

impl Clause {
    /// Reads and checks a clause. `file` names it in errors.
    ///
    /// # Errors
    /// Anything that is not strictly a clause, or one that contradicts itself.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ClauseError> {
        let clause: Self = toml::from_str(text).map_err(|error| ClauseError::malformed(file, text, &error))?;
        clause.check().map_err(|wrong| wrong.in_file(file, ""))?;
        Ok(clause)
    }

    /// Whether it applies in these circumstances.
    #[must_use]
    pub fn applies(&self, circumstances: &[Circumstance]) -> bool {
        self.applies_when.is_empty() || self.applies_when.iter().any(|one| circumstances.contains(one))
    }

    /// The parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// SHA-256 of the version in lower-case hexadecimal: of all it says, whatever the file looked like.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(toml::to_string(self).unwrap_or_default()))
    }

    /// The clauses its Japanese text refers to.
    #[must_use]
    pub fn references(&self) -> Vec<String> {
        let texts = self.paragraphs.iter().flat_map(Paragraph::texts);
        let mut codes: Vec<String> = texts.flat_map(|(ja, _)| codes_in(ja)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    pub(super) fn check(&self) -> Checked {
        ensure(is_word(&self.code, LONGEST_CODE), "code", "must be lower-case letters, digits and _")?;
        ensure(!RESERVED.contains(&self.code.as_str()), "code", "is a reserved word")?;
        let version = &self.version;
        let fits = !version.is_empty() && version.len() <= LONGEST_VERSION;
        let plain = version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        ensure(fits && plain, "version", "must be letters, digits, . and -, at most 20")?;
        let mut circumstances = HashSet::new();
        ensure(self.applies_when.iter().all(|one| circumstances.insert(*one)), "applies_when", "names one twice")?;
        check_said(&self.title, "title")?;
        ensure(!self.sources.is_empty(), "sources", "must name a source")?;
        for (at, source) in self.sources.iter().enumerate() {
            ensure(!source.reference.trim().is_empty(), format!("sources[{at}].reference"), "must say something")?;
        }
        self.check_parameters()?;
        self.check_paragraphs()?;
        self.check_duties()
    }

    fn check_parameters(&self) -> Checked {
        let mut names = HashSet::new();
        for parameter in &self.parameters {
            let path = format!("parameters.{}", parameter.name);
            ensure(is_word(&parameter.name, LONGEST_CODE), &path, "must be lower-case letters, digits and _")?;
            ensure(names.insert(parameter.name.as_str()), &path, "the name stands there twice")?;
            ensure(parameter.name != "version", &path, "is a reserved word")?;
            check_said(&parameter.title, &format!("{path}.title"))?;
        }
        Ok(())
    }

    /// Every text is said in both languages with the same parameters; no parameter is without use.
    fn check_paragraphs(&self) -> Checked {
        let count = self.paragraphs.len();
        ensure((1..=MOST_PARAGRAPHS).contains(&count), "paragraphs", "must be 1 to 20")?;
        let mut used = HashSet::new();
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            for (ja, en) in paragraph.texts() {
                let path = format!("paragraphs[{at}]");
                ensure(!ja.trim().is_empty() && !en.trim().is_empty(), &path, "both languages must say something")?;
                let one_line = |text: &str| !text.contains('\n');
                ensure(one_line(ja) && one_line(en), &path, "must not break lines")?;
                let full_width = ja.chars().any(|c| ('０'..='９').contains(&c));
                ensure(!full_width, &path, "numbers are written with half-width digits")?;
                let (ja, en) = (names_in(ja, &path)?, names_in(en, &path)?);
                ensure(ja == en, &path, "the two languages name different parameters")?;
                for name in ja {
                    ensure(self.parameter(&name).is_some(), &path, "names a parameter that is not defined")?;
                    used.insert(name);
                }
            }
        }
        let unused = self.parameters.iter().find(|parameter| !used.contains(&parameter.name));
        ensure(unused.is_none(), "parameters", "a parameter stands in no paragraph")
    }

    fn check_duties(&self) -> Checked {
        let mut codes = HashSet::new();
        let has = |name: &str, fits: fn(ValueKind) -> bool| {
            self.parameter(name).is_some_and(|parameter| fits(parameter.default.kind()))
        };
        for duty in &self.duties {
            let path = format!("duties.{}", duty.code);
            ensure(is_word(&duty.code, LONGEST_CODE), &path, "must be lower-case letters, digits and _")?;
            ensure(codes.insert(duty.code.as_str()), &path, "the code stands there twice")?;
            check_said(&duty.title, &format!("{path}.title"))?;
            if let Timing::Recurring { cycle, .. } = &duty.timing {
                ensure(has(cycle, |kind| kind == ValueKind::Cycle), &path, "cycle must name a parameter of that kind")?;
            }
            let within = duty.timing.within();
            let is_time = within.is_none_or(|name| has(name, ValueKind::is_time));
            ensure(is_time, &path, "within must name a parameter of hours, days, business days or months")?;
        }
        Ok(())
    }

    /// The values it has where nobody sets others.
    pub(super) fn default_of(&self, name: &str) -> Option<&Value> {
        self.parameter(name).map(|parameter| &parameter.default)
    }
}

fn check_said(text: &Text, path: &str) -> Checked {
    let said = !text.ja.trim().is_empty() && !text.en.trim().is_empty();
    ensure(said, path, "both languages must say something")
}

/// Whether a text is a word of lower-case letters, digits and underscores that begins with a letter.
pub(super) fn is_word(text: &str, longest: usize) -> bool {
    text.len() <= longest
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn names_in(text: &str, path: &str) -> Result<Vec<String>, super::error::Wrong> {
    let Some(parts) = parts(text) else {
        return Err(super::error::Wrong::new(path, "has a brace that is not closed or names nothing"));
    };
    let mut names: Vec<String> = parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Parameter(name) => Some(name.to_owned()),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn codes_in(text: &str) -> Vec<String> {
    let named = |part: Part<'_>| match part {
        Part::Clauses { codes, .. } => codes.into_iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    parts(text).unwrap_or_default().into_iter().flat_map(named).collect()
}
