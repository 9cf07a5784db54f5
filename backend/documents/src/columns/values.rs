//! What a cell turned out to mean, or why it means nothing.

use std::borrow::Cow;

use chrono::NaiveDate;
use kakuzuke_domain::money::{AmountNote, Yen};
use kakuzuke_domain::suppliers::CorporateNumber;
use serde::{Deserialize, Serialize};

/// An understood cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// Two days, both inclusive.
    Period(NaiveDate, NaiveDate),
    /// Whole yen.
    Amount(Yen),
    /// An amount that is not told, with the reason.
    Unstated(AmountNote),
    /// A corporate number whose check digit is right.
    Number(CorporateNumber),
    /// An integer.
    Integer(i64),
    /// Yes or no.
    Bool(bool),
    /// The machine word of a choice.
    Choice(&'static str),
}

impl Value {
    /// The value in one neutral writing (ISO dates, bare digits, machine words), for previews and tests.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Period(from, to) => Cow::Owned(format!("{from}/{to}")),
            Self::Amount(yen) => Cow::Owned(yen.0.to_string()),
            Self::Unstated(note) => Cow::Borrowed(note.as_str()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Self::Choice(word) => Cow::Borrowed(word),
        }
    }
}

/// Whether a problem rejects its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row is imported all the same.
    Warning,
    /// The row is not imported.
    Error,
}

/// Something about one cell that a person should see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: &'static str,
    /// The column, from 0; none where the column is missing.
    pub column: Option<u32>,
    /// The cell as written, at most 200 characters.
    pub value: String,
    /// Whether the row is rejected.
    pub severity: Severity,
    /// Machine code, translated where it is shown.
    pub code: &'static str,
    /// Named values for the message.
    pub arguments: Vec<(&'static str, String)>,
}
