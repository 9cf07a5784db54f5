//! A form that a person filled in: what stands in its fields, and what is wrong with them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakuzuke_domain::dates::{DateHint, DateProblem, parse_date};
use serde::Serialize;

use crate::error::{AppError, FieldProblem};

/// Characters that a field of text may hold.
pub const LONGEST: usize = 300;

/// The answers by field, as typed.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, String>);

/// What is wrong, one problem a field.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Errors(BTreeMap<String, FieldProblem>);

impl Answers {
    /// The answer without the spaces around it; empty if there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map(|text| text.trim()).unwrap_or_default()
    }

    /// The answer, if there is one.
    #[must_use]
    pub fn given(&self, field: &str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The answer of a field that has to be filled in.
    pub fn needed(&self, field: &str, errors: &mut Errors) -> String {
        let text = self.limited(field, errors).unwrap_or_default();
        if text.is_empty() {
            errors.add(FieldProblem::new(field, "missing"));
        }
        text
    }

    /// The answer, which may not be longer than [`LONGEST`].
    pub fn limited(&self, field: &str, errors: &mut Errors) -> Option<String> {
        let text = self.given(field)?;
        if text.chars().count() > LONGEST {
            errors.add(FieldProblem::new(field, "too_long"));
        }
        Some(text)
    }

    /// A day, written in either calendar; one that could be two days is asked back.
    pub fn day(&self, field: &str, errors: &mut Errors) -> Option<NaiveDate> {
        match parse_date(self.text(field), DateHint::default()) {
            Ok(day) => Some(day),
            Err(DateProblem::Empty) => None,
            Err(DateProblem::Ambiguous { .. }) => {
                errors.add(FieldProblem::new(field, "ambiguous_date"));
                None
            }
            Err(DateProblem::Invalid) => {
                errors.add(FieldProblem::new(field, "not_a_date"));
                None
            }
        }
    }

    /// A day that has to be filled in.
    pub fn needed_day(&self, field: &str, errors: &mut Errors) -> Option<NaiveDate> {
        if self.text(field).is_empty() {
            errors.add(FieldProblem::new(field, "missing"));
        }
        self.day(field, errors)
    }

    /// A word of a closed vocabulary.
    pub fn word<T>(&self, field: &str, read: impl Fn(&str) -> Option<T>, errors: &mut Errors) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let word = read(text);
        if word.is_none() {
            errors.add(FieldProblem::new(field, "invalid_value"));
        }
        word
    }
}

impl Errors {
    /// Adds a problem; the first of a field is the one shown.
    pub fn add(&mut self, problem: FieldProblem) {
        self.0.entry(problem.field.clone()).or_insert(problem);
    }

    /// Whether there is nothing wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over what the register refused, so that the form can be shown again: a problem inside a list belongs to the
    /// list's field, and one of an unknown field to the whole form.
    ///
    /// # Errors
    /// Every other situation is handed back.
    pub fn refused(&mut self, error: AppError, known: &[&str]) -> Result<(), AppError> {
        match error {
            AppError::Invalid(problems) => {
                for problem in problems {
                    let root = problem.field.split(['[', '.']).next().unwrap_or_default();
                    let field = if known.contains(&root) { root } else { "form" };
                    self.add(FieldProblem { field: field.to_owned(), ..problem });
                }
                Ok(())
            }
            AppError::Conflict("number_taken") => {
                self.add(FieldProblem::new("number", "number_taken"));
                Ok(())
            }
            AppError::Conflict("profile_unchanged") => {
                self.add(FieldProblem::new("form", "profile_unchanged"));
                Ok(())
            }
            other => Err(other),
        }
    }
}
