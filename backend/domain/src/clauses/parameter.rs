//! A parameter of a clause: what may be set, and within which bounds.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cycle, Value, ValueKind};
use crate::schemes::Text;
use crate::words::words;

/// Values by the name of the parameter, for one clause. What is not named has its default.
pub type Values = BTreeMap<String, Value>;

words! {
    /// Which values bind a supplier more.
    pub enum Stricter {
        /// Lower ones.
        Lower = "lower",
        /// Higher ones, or more often.
        Higher = "higher",
    }
}

words! {
    /// Why a value cannot be set.
    pub enum ParameterProblem {
        /// It is not a value of the kind.
        Unreadable = "parameter_unreadable",
        /// It is out of range, or not among the choices.
        OutOfRange = "parameter_out_of_range",
        /// The text is too long.
        TooLong = "parameter_too_long",
        /// The clause has no such parameter.
        Unknown = "parameter_unknown",
    }
}

/// What may be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// From one value to another, both included.
    Between(Value, Value),
    /// One of these.
    Choices(Vec<Cycle>),
    /// A text of at most so many characters.
    Longest(usize),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Parameter {
    /// Its name in the text.
    pub name: String,
    /// What it is.
    pub title: Text,
    /// Its value where nobody sets another.
    pub default: Value,
    /// What may be set.
    pub range: Range,
    /// Which values bind a supplier more; none for texts.
    pub stricter: Option<Stricter>,
}

impl Parameter {
    /// Reads a value that somebody typed.
    ///
    /// # Errors
    /// Why it cannot be set.
    pub fn read(&self, written: &str) -> Result<Value, ParameterProblem> {
        let value = Value::read(self.default.kind(), written).ok_or(ParameterProblem::Unreadable)?;
        self.range.holds(&value)?;
        Ok(value)
    }

    /// Whether `value` binds a supplier more than `other`, less, or as much; none where that cannot be told.
    #[must_use]
    pub fn strictness(&self, value: &Value, other: &Value) -> Option<Ordering> {
        if value == other {
            return Some(Ordering::Equal);
        }
        let order = value.compare(other)?;
        match self.stricter? {
            Stricter::Higher => Some(order),
            Stricter::Lower => Some(order.reverse()),
        }
    }
}

impl Range {
    fn holds(&self, value: &Value) -> Result<(), ParameterProblem> {
        match (self, value) {
            (Self::Between(least, most), value) => {
                let above = value.compare(least).is_some_and(Ordering::is_ge);
                let below = value.compare(most).is_some_and(Ordering::is_le);
                if above && below { Ok(()) } else { Err(ParameterProblem::OutOfRange) }
            }
            (Self::Choices(choices), Value::Cycle(cycle)) if choices.contains(cycle) => Ok(()),
            (Self::Choices(_), _) => Err(ParameterProblem::OutOfRange),
            (Self::Longest(most), Value::Text(text)) if text.chars().count() <= *most => Ok(()),
            (Self::Longest(_), _) => Err(ParameterProblem::TooLong),
        }
    }
}

/// As a file holds it. Numbers may stand with or without quotes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    kind: ValueKind,
    title: Text,
    default: Written,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minimum: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Cycle>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    longest: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stricter: Option<Stricter>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u32),
    Text(String),
}

impl Written {
    fn value(&self, kind: ValueKind) -> Option<Value> {
        match self {
            Self::Number(number) => Value::read(kind, &number.to_string()),
            Self::Text(text) => Value::read(kind, text),
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Hours(n) | Value::Days(n) | Value::BusinessDays(n) | Value::Months(n) => Self::Number(*n),
            other => Self::Text(other.written()),
        }
    }
}

impl TryFrom<Raw> for Parameter {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let wrong = |what: &str| format!("parameters.{}: {what}", raw.name);
        let range = match (raw.kind, &raw.minimum, &raw.maximum, &raw.choices, raw.longest) {
            (ValueKind::Cycle, None, None, Some(choices), None) if !choices.is_empty() => {
                Range::Choices(choices.clone())
            }
            (ValueKind::Cycle, ..) => return Err(wrong("a cycle needs choices and nothing else")),
            (ValueKind::Text, None, None, None, Some(longest)) => Range::Longest(longest),
            (ValueKind::Text, ..) => return Err(wrong("a text needs longest and nothing else")),
            (kind, Some(minimum), Some(maximum), None, None) => {
                let unreadable = || wrong("minimum or maximum is not a value of the kind");
                let least = minimum.value(kind).ok_or_else(unreadable)?;
                let most = maximum.value(kind).ok_or_else(unreadable)?;
                if least.compare(&most).is_none_or(Ordering::is_gt) {
                    return Err(wrong("minimum is above maximum"));
                }
                Range::Between(least, most)
            }
            _ => return Err(wrong("needs minimum and maximum and nothing else")),
        };
        let stricter = match raw.kind {
            ValueKind::Cycle => Some(Stricter::Higher),
            ValueKind::Text => None,
            _ => Some(raw.stricter.ok_or_else(|| wrong("needs stricter"))?),
        };
        if raw.stricter.is_some() && raw.stricter != stricter {
            return Err(wrong("stricter does not go with the kind"));
        }
        let default = raw.default.value(raw.kind).ok_or_else(|| wrong("default is not a value of the kind"))?;
        range.holds(&default).map_err(|_| wrong("default is out of range"))?;
        Ok(Self { name: raw.name, title: raw.title, default, range, stricter })
    }
}

impl From<Parameter> for Raw {
    fn from(parameter: Parameter) -> Self {
        let (minimum, maximum, choices, longest) = match &parameter.range {
            Range::Between(least, most) => (Some(Written::of(least)), Some(Written::of(most)), None, None),
            Range::Choices(choices) => (None, None, Some(choices.clone()), None),
            Range::Longest(longest) => (None, None, None, Some(*longest)),
        };
        let kind = parameter.default.kind();
        let stricter = if kind == ValueKind::Cycle { None } else { parameter.stricter };
        let default = Written::of(&parameter.default);
        Self {
            name: parameter.name,
            kind,
            title: parameter.title,
            default,
            minimum,
            maximum,
            choices,
            longest,
            stricter,
        }
    }
}
