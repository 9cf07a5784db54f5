//! Which contracts are in force on a day.

use chrono::NaiveDate;
use kakuzuke_domain::dates::{fiscal_year, fiscal_year_start};

use crate::database::Params;

/// Whether contract `c` is in force on a day, by the terms that hold on it. It begins with its period or, where none is known,
/// with its award. One whose end is not known ends with the fiscal year in which it begins (Local Autonomy Act, article 208:
/// expenditure is met from the same year; what binds longer says until when). Takes [`in_force_on`].
pub(crate) const IN_FORCE: &str = "(c.terms_from IS NULL OR c.terms_from <= ?) AND (c.terms_to IS NULL OR c.terms_to >= ?) \
     AND (COALESCE(c.valid_from, c.awarded_on) IS NULL OR COALESCE(c.valid_from, c.awarded_on) <= ?) \
     AND (c.valid_to >= ? OR (c.valid_to IS NULL AND COALESCE(c.valid_from, c.awarded_on) >= ?))";

/// The values that [`IN_FORCE`] takes, for a day.
pub(crate) fn in_force_on(params: Params, day: NaiveDate) -> Params {
    params.with(day).with(day).with(day).with(day).with(fiscal_year_start(fiscal_year(day)))
}
