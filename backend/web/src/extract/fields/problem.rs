//! Serde's complaints, kept as codes.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::error::FieldProblem;

/// A complaint about one text; the field's name is added on the way up.
#[derive(Debug)]
pub struct TextError(pub FieldProblem);

impl TextError {
    /// A complaint about the value at hand.
    pub fn new(code: &'static str) -> Self {
        Self(FieldProblem::new("", code))
    }

    /// The same complaint, at the field `name` unless it has one.
    pub fn at(mut self, name: &str) -> Self {
        if self.0.field.is_empty() {
            self.0.field = name.to_owned();
        }
        self
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.field, self.0.code)
    }
}

impl std::error::Error for TextError {}

impl de::Error for TextError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("invalid_value")
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new("invalid_value")
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(FieldProblem::new("", "not_one_of").with("allowed", expected.join(", ")))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self(FieldProblem::new(field, "unknown_field"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(FieldProblem::new(field, "missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self(FieldProblem::new(field, "repeated"))
    }
}
