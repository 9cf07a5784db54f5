//! Consumption tax: bids are without it, contracts with it (契約金額 = 入札金額 × (100 + 率) ÷ 100, less than one yen cut off).

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::facts::days;

const FILE: &str = include_str!("../../../../seed/contracts/tax-rates.toml");

static RATES: LazyLock<Vec<TaxRate>> = LazyLock::new(|| {
    let mut rates = toml::from_str::<File>(FILE).map(|file| file.rates).unwrap_or_default();
    rates.sort_by_key(|rate| rate.from);
    rates
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rates: Vec<TaxRate>,
}

/// A rate of consumption tax, local tax included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// The first day on which it holds.
    #[serde(with = "days::day")]
    pub from: NaiveDate,
    /// The rate in hundredths.
    pub percent: u8,
}

/// Every rate, the oldest first.
#[must_use]
pub fn rates() -> &'static [TaxRate] {
    &RATES
}

/// The standard rate on `day`, in hundredths; 0 before there was one.
#[must_use]
pub fn rate_on(day: NaiveDate) -> u8 {
    RATES.iter().rev().find(|rate| rate.from <= day).map_or(0, |rate| rate.percent)
}

/// The amount with tax on top of a net amount in yen, cut to whole yen; none where it cannot be counted.
#[must_use]
pub fn with_tax(net_yen: i64, percent: u8) -> Option<i64> {
    let hundredths = i128::from(net_yen).checked_mul(100 + i128::from(percent))?;
    i64::try_from(hundredths.div_euclid(100)).ok()
}

/// The tax inside an amount with tax (内税), cut to whole yen.
#[must_use]
pub fn tax_included_in(gross_yen: i64, percent: u8) -> i64 {
    let tax = i128::from(gross_yen) * i128::from(percent);
    i64::try_from(tax.div_euclid(100 + i128::from(percent))).unwrap_or_default()
}
