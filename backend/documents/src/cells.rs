//! Rows and cells as a file holds them, before anyone says what they mean.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as written, line breaks included.
    Text(String),
    /// A number in its shortest decimal writing, without exponent where it fits 30 digits.
    Number(String),
    /// A cell that the file formats as a day; a time of day is cut off.
    Date(NaiveDate),
    /// True or false.
    Bool(bool),
    /// What a failed formula left, such as `#N/A`.
    Error(String),
    /// A text of so many characters, beyond the limit; not read.
    TooLong(u64),
}

impl Cell {
    /// The cell as a person would read it.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::TooLong(_) => Cow::Borrowed("…"),
        }
    }

    /// True for an empty cell and for text of nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// One row with at least one cell; rows without any are not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The sheet's name; empty for text files.
    pub sheet: Arc<str>,
    /// The row's number as a spreadsheet shows it, from 1; for text files the number of the record.
    pub number: u32,
    /// The cells from column A on; trailing empty ones are left out.
    pub cells: Vec<Cell>,
}
