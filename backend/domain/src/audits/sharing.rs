//! Share codes: a supplier shows the reports and findings of its audits to a buyer without a contract (design 5).

use chrono::NaiveDate;

use crate::dates::plus_months;
use crate::words::words;

/// The longest time for which a code can be given out, in months.
pub const LONGEST_MONTHS: u32 = 12;

words! {
    /// Why a code cannot end on a day.
    pub enum EndProblem {
        /// It would have ended before today.
        Past = "share_ends_past",
        /// It would last longer than [`LONGEST_MONTHS`].
        TooLate = "share_ends_late",
    }
}

/// Checks the last day of a code that is made today.
///
/// # Errors
/// Says what is wrong with the day.
pub fn check_end(ends_on: NaiveDate, today: NaiveDate) -> Result<(), EndProblem> {
    if ends_on < today {
        return Err(EndProblem::Past);
    }
    if ends_on > plus_months(today, LONGEST_MONTHS) {
        return Err(EndProblem::TooLate);
    }
    Ok(())
}
