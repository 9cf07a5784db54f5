//! Decimal numbers without sign and exponent, held exactly.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits a decimal string may have, and decimal places a rounding may keep.
pub(super) const MAX_DIGITS: usize = 100;

/// A number of 0 or more that a finite decimal writes exactly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(BigRational);

/// The text is no decimal such as `150` or `7.25`: digits with at most one point between them, 100 at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a decimal of 0 or more, such as \"150\" or \"7.25\"")]
pub struct DecimalError;

impl Decimal {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// Reads ASCII digits with at most one point between them.
    ///
    /// # Errors
    /// Any other text: signs, exponents, blanks, more than 100 characters.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if text.len() > MAX_DIGITS || !digits(whole) || !digits(fraction) {
            return Err(DecimalError);
        }
        let numerator = format!("{whole}{fraction}").parse::<BigInt>().map_err(|_| DecimalError)?;
        let places = u32::try_from(fraction.len()).map_err(|_| DecimalError)?;
        Ok(Self(BigRational::new(numerator, BigInt::from(10).pow(places))))
    }

    /// The exact value.
    #[must_use]
    pub fn value(&self) -> &BigRational {
        &self.0
    }

    /// The value cut or rounded to `places` decimals.
    #[must_use]
    pub(super) fn rounded(value: &BigRational, half_up: bool, places: u32) -> Self {
        let scale = BigInt::from(10).pow(places);
        let scaled = value * BigRational::from_integer(scale.clone());
        let shifted = if half_up { scaled + BigRational::new(BigInt::one(), BigInt::from(2)) } else { scaled };
        Self(BigRational::new(shifted.floor().to_integer(), scale))
    }

    /// The exact sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut numerator, mut denominator, mut places) = (self.0.numer().clone(), self.0.denom().clone(), 0_usize);
        let ten = BigInt::from(10);
        while !denominator.is_one() && places <= 2 * MAX_DIGITS {
            numerator *= &ten;
            let reduced = BigRational::new(numerator, denominator);
            (numerator, denominator) = (reduced.numer().clone(), reduced.denom().clone());
            places += 1;
        }
        let digits = format!("{numerator:0>width$}", numerator = numerator.to_string(), width = places + 1);
        match digits.split_at_checked(digits.len() - places) {
            Some((whole, fraction)) if !fraction.is_empty() => write!(f, "{whole}.{fraction}"),
            _ => f.write_str(&digits),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|error| serde::de::Error::custom(format_args!("{text:?} {error}")))
    }
}
