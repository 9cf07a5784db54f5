//! Cells to be written.

use std::borrow::Cow;

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing known, which is not 0.
    Empty,
    /// Text.
    Text(String),
    /// A number that is a name (法人番号, 団体コード): always text, so that no leading zero is lost.
    Identifier(String),
    /// A number to calculate with.
    Number(i64),
    /// A number with decimal places, such as points; the exact text.
    Decimal(String),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    Bool(bool),
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header.
    pub header: String,
    /// Width in characters.
    pub width: u16,
}

impl Column {
    /// A column of this header and width.
    #[must_use]
    pub fn new(header: impl Into<String>, width: u16) -> Self {
        Self { header: header.into(), width }
    }
}

/// Text that no spreadsheet takes for a formula: what begins with `= + - @`, a tab or a line break gets an apostrophe in front.
/// Full-width forms of the marks count too, since some programs fold them.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    let first = text.trim_start_matches([' ', '\u{3000}']).chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
