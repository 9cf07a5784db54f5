//! Duties: what a clause makes a supplier deliver by when.

use crate::facts::days;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Unique among the supplier's duties.
    pub id: String,
    /// What is to be delivered, such as `access_log`.
    pub code: String,
    /// Last day on which it is in time.
    #[serde(with = "days::day")]
    pub due_on: NaiveDate,
    /// Day on which it was done.
    #[serde(default, with = "days::optional_day")]
    pub done_on: Option<NaiveDate>,
}

impl Duty {
    /// Whether it was done on or before the day it was due.
    #[must_use]
    pub fn is_on_time(&self) -> bool {
        self.done_by(self.due_on)
    }

    /// Whether it is done by the day.
    #[must_use]
    pub fn done_by(&self, day: NaiveDate) -> bool {
        self.done_on.is_some_and(|done| done <= day)
    }
}
