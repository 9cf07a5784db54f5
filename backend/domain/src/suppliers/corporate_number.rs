//! The corporate number (法人番号): 13 digits, the first of which checks the other twelve.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{compact, is_hyphen};

/// A corporate number whose check digit is right.
///
/// Source: 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CorporateNumber(u64);

/// Why a text is no corporate number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorporateNumberError {
    /// Something else than digits remains after spaces, hyphens and a leading T are removed.
    #[error("a corporate number has digits only")]
    NotDigits,
    /// Not 13 digits.
    #[error("a corporate number has 13 digits, this has {found}")]
    Length {
        /// How many digits were found.
        found: usize,
    },
    /// The check digit is never 0.
    #[error("a corporate number does not begin with 0")]
    LeadingZero,
    /// The first digit does not fit the other twelve.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The digit that would fit.
        expected: u8,
    },
}

impl CorporateNumberError {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDigits => "corporate_number_not_digits",
            Self::Length { .. } => "corporate_number_length",
            Self::LeadingZero => "corporate_number_leading_zero",
            Self::CheckDigit { .. } => "corporate_number_check_digit",
        }
    }
}

impl CorporateNumber {
    /// Reads a number as people write it: full-width digits, spaces, hyphens and the T of an invoice number are accepted.
    ///
    /// # Errors
    /// Says which of the rules the text breaks.
    pub fn parse(text: &str) -> Result<Self, CorporateNumberError> {
        if text.len() > 200 {
            return Err(CorporateNumberError::NotDigits);
        }
        let bare = text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit());
        let folded = if bare { String::new() } else { without_marks(text) };
        let digits = if bare { text } else { folded.strip_prefix(['T', 't']).unwrap_or(&folded) };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CorporateNumberError::NotDigits);
        }
        if digits.len() != 13 {
            return Err(CorporateNumberError::Length { found: digits.len() });
        }
        let number = digits.bytes().fold(0_u64, |sum, b| sum * 10 + u64::from(b - b'0'));
        let (given, base) = (number / BASE_LIMIT, number % BASE_LIMIT);
        if given == 0 {
            return Err(CorporateNumberError::LeadingZero);
        }
        let expected = check_digit(base);
        if given != u64::from(expected) {
            return Err(CorporateNumberError::CheckDigit { expected });
        }
        Ok(Self(number))
    }

    /// The number whose last twelve digits are `base` (基礎番号); null above 999,999,999,999.
    #[must_use]
    pub fn from_base(base: u64) -> Option<Self> {
        (base < BASE_LIMIT).then(|| Self(u64::from(check_digit(base)) * BASE_LIMIT + base))
    }

    /// As an integer of 13 digits.
    #[must_use]
    pub fn as_u64(self) -> u64 {
        self.0
    }
}

fn without_marks(text: &str) -> String {
    let mut digits = compact(text);
    digits.retain(|c| !is_hyphen(c));
    digits
}

const BASE_LIMIT: u64 = 1_000_000_000_000;

fn check_digit(base: u64) -> u8 {
    let (mut rest, mut sum) = (base, 0);
    for position in 0..12 {
        let weight = if position % 2 == 0 { 1 } else { 2 };
        sum += (rest % 10) * weight;
        rest /= 10;
    }
    u8::try_from(9 - sum % 9).unwrap_or(9)
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:013}", self.0)
    }
}

impl FromStr for CorporateNumber {
    type Err = CorporateNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for CorporateNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CorporateNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
