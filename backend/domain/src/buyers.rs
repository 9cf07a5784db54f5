//! Buyers: public bodies and their codes (全国地方公共団体コード).

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{compact, is_hyphen};

/// A six-digit code of a local public body whose check digit is right.
///
/// Source: 総務省 全国地方公共団体コード; `s = 6a+5b+4c+3d+2e`, check digit `(11 − s mod 11) mod 10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LgCode(u32);

/// Why a text is no code of a public body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LgCodeError {
    /// Something else than digits.
    #[error("the code of a public body has digits only")]
    NotDigits,
    /// Not six digits; five can be completed.
    #[error("the code of a public body has 6 digits, this has {found}")]
    Length {
        /// How many digits were found.
        found: usize,
        /// The full code, if only the check digit is missing.
        completion: Option<LgCode>,
    },
    /// The last digit does not fit the other five.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The digit that would fit.
        expected: u8,
    },
}

impl LgCodeError {
    /// Machine code, translated where it is shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDigits => "lg_code_not_digits",
            Self::Length { .. } => "lg_code_length",
            Self::CheckDigit { .. } => "lg_code_check_digit",
        }
    }
}

impl LgCode {
    /// Reads a code as people write it (full-width digits, spaces and hyphens are accepted).
    ///
    /// # Errors
    /// Says which rule the text breaks, and completes a code of five digits.
    pub fn parse(text: &str) -> Result<Self, LgCodeError> {
        if text.len() > 100 {
            return Err(LgCodeError::NotDigits);
        }
        let mut digits = compact(text);
        digits.retain(|c| !is_hyphen(c));
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(LgCodeError::NotDigits);
        }
        let number = digits.parse::<u32>().unwrap_or(u32::MAX);
        match digits.len() {
            6 => {
                let expected = check_digit(number / 10);
                if number % 10 == expected {
                    Ok(Self(number))
                } else {
                    Err(LgCodeError::CheckDigit { expected: u8::try_from(expected).unwrap_or(0) })
                }
            }
            5 => Err(LgCodeError::Length { found: 5, completion: Some(Self(number * 10 + check_digit(number))) }),
            found => Err(LgCodeError::Length { found, completion: None }),
        }
    }
}

fn check_digit(body: u32) -> u32 {
    let sum = (0..5).fold((body, 0), |(rest, sum), position| (rest / 10, sum + (rest % 10) * (position + 2))).1;
    (11 - sum % 11) % 10
}

impl fmt::Display for LgCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl Serialize for LgCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LgCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// One of the 23 special wards (特別区).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ward {
    /// Its code; the customary order of wards is the order of codes.
    pub code: LgCode,
    /// 千代田区.
    pub name: &'static str,
    /// ちよだく.
    pub kana: &'static str,
    /// Chiyoda.
    pub romaji: &'static str,
    /// Its corporate number.
    pub corporate_number: &'static str,
}

static WARDS: LazyLock<Vec<Ward>> = LazyLock::new(|| {
    let ward = |line: &'static str| {
        let mut fields = line.split(',');
        Some(Ward {
            code: LgCode::parse(fields.next()?).ok()?,
            name: fields.next()?,
            kana: fields.next()?,
            romaji: fields.next()?,
            corporate_number: fields.next()?.trim(),
        })
    };
    include_str!("../../../seed/wards.csv").lines().skip(1).filter_map(ward).collect()
});

/// The 23 wards in their customary order (建制順), from `seed/wards.csv`.
#[must_use]
pub fn wards() -> &'static [Ward] {
    &WARDS
}
