//! Why a template cannot be used.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::errors::{ReadError, ReadErrorCode};

/// One thing wrong with a template, as a word that is translated where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateProblemCode {
    /// The file is no Word document (.docx).
    NotWord,
    /// The file is larger than allowed: `limit` in bytes.
    TooLarge,
    /// The document holds macros.
    Macros,
    /// The document holds something that acts by itself or hides another file: `what`.
    ActiveContent,
    /// The document reaches for something outside itself: `target`.
    External,
    /// A field has no such name: `field`, `part`, `paragraph`, `text`.
    UnknownField,
    /// Double braces are not closed, or not opened: `part`, `paragraph`, `text`.
    BrokenField,
    /// A field that is needed is nowhere: `field`.
    FieldMissing,
    /// The articles stand twice: `field`, `part`, `paragraph`.
    ArticlesTwice,
    /// The articles share their paragraph with something else: `field`, `part`, `paragraph`, `text`.
    ArticlesNotAlone,
    /// The articles stand in a header, a footer, a note or a text box: `field`, `part`, `paragraph`.
    ArticlesElsewhere,
    /// More fields than allowed: `limit`.
    TooManyFields,
}

impl TemplateProblemCode {
    /// Every code, for catalogues that must translate them all.
    pub const ALL: [Self; 12] = [
        Self::NotWord,
        Self::TooLarge,
        Self::Macros,
        Self::ActiveContent,
        Self::External,
        Self::UnknownField,
        Self::BrokenField,
        Self::FieldMissing,
        Self::ArticlesTwice,
        Self::ArticlesNotAlone,
        Self::ArticlesElsewhere,
        Self::TooManyFields,
    ];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotWord => "not_word",
            Self::TooLarge => "too_large",
            Self::Macros => "macros",
            Self::ActiveContent => "active_content",
            Self::External => "external",
            Self::UnknownField => "unknown_field",
            Self::BrokenField => "broken_field",
            Self::FieldMissing => "field_missing",
            Self::ArticlesTwice => "articles_twice",
            Self::ArticlesNotAlone => "articles_not_alone",
            Self::ArticlesElsewhere => "articles_elsewhere",
            Self::TooManyFields => "too_many_fields",
        }
    }
}

/// One thing wrong with a template, with what its message needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateProblem {
    /// What is wrong.
    pub code: TemplateProblemCode,
    /// Named values for the message.
    pub arguments: BTreeMap<String, String>,
}

impl TemplateProblem {
    pub(crate) fn new(code: TemplateProblemCode) -> Self {
        Self { code, arguments: BTreeMap::new() }
    }

    /// The same with one more argument; long values are cut.
    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        let value: String = value.to_string().chars().filter(|c| !c.is_control()).take(60).collect();
        self.arguments.insert(name.to_owned(), value);
        self
    }
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The file itself is damaged, protected or hostile.
    #[error(transparent)]
    File(#[from] ReadError),
    /// Everything that is wrong with it, at least one thing.
    #[error("the template has {} problems", .0.len())]
    Problems(Vec<TemplateProblem>),
}

impl TemplateError {
    pub(crate) fn one(code: TemplateProblemCode) -> Self {
        TemplateProblem::new(code).into()
    }

    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::File(ReadError::new(ReadErrorCode::Damaged).with("detail", detail))
    }
}

impl From<TemplateProblem> for TemplateError {
    fn from(problem: TemplateProblem) -> Self {
        Self::Problems(vec![problem])
    }
}
