//! The days and the amount of a contract.

use chrono::NaiveDate;

use super::Problem;
use crate::dates::fiscal_year;

/// What is agreed, as far as days and money go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// First day of the period.
    pub valid_from: Option<NaiveDate>,
    /// Last day of the period.
    pub valid_to: Option<NaiveDate>,
    /// Amount with tax, in yen.
    pub amount_yen: Option<i64>,
}

impl Terms {
    /// What cannot be so.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to < from
        {
            found.push(Problem::new("valid_to", "dates_reversed"));
        }
        if self.amount_yen.is_some_and(|yen| yen < 0) {
            found.push(Problem::new("amount_yen", "amount_negative"));
        }
        found
    }
}

/// Whether two periods share a day. An open end reaches for ever; a period of which neither end is known overlaps nothing.
#[must_use]
pub fn overlaps(one: (Option<NaiveDate>, Option<NaiveDate>), other: (Option<NaiveDate>, Option<NaiveDate>)) -> bool {
    if one == (None, None) || other == (None, None) {
        return false;
    }
    let begins_by_end =
        |from: Option<NaiveDate>, to: Option<NaiveDate>| from.is_none_or(|from| to.is_none_or(|to| from <= to));
    begins_by_end(one.0, other.1) && begins_by_end(other.0, one.1)
}

/// Whether a period reaches over more than one fiscal year (複数年契約); none where an end of it is not known.
#[must_use]
pub fn is_multi_year(valid_from: Option<NaiveDate>, valid_to: Option<NaiveDate>) -> Option<bool> {
    Some(fiscal_year(valid_from?) != fiscal_year(valid_to?))
}
