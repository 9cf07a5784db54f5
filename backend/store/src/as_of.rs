//! The two dates with which every question is asked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::clock::{from_micros, micros};
use crate::database::{Params, one};
use crate::{Result, Store};

/// The day that matters, and what was known when. The same pair under the same scheme always gives the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AsOf {
    /// The day on which facts must hold (Japanese day).
    pub valid_on: NaiveDate,
    /// The instant at which they were known, cut to microseconds.
    pub known_at: DateTime<Utc>,
}

impl AsOf {
    /// `known_at` as stored.
    pub(crate) fn known(&self) -> i64 {
        micros(self.known_at)
    }
}

impl Store {
    /// Fills in what was not asked: today, and everything recorded so far. A `known_at` after the last change is moved back to it,
    /// so that the pair that is answered gives the same answer for ever.
    ///
    /// # Errors
    /// The database failed.
    pub async fn as_of(&self, valid_on: Option<NaiveDate>, known_at: Option<DateTime<Utc>>) -> Result<AsOf> {
        let head = self.known_head().await?;
        let known = known_at.map_or(head, |at| micros(at).min(head));
        Ok(AsOf { valid_on: valid_on.unwrap_or_else(|| self.today()), known_at: from_micros(known) })
    }

    /// When the last change was recorded, in microseconds.
    pub(crate) async fn known_head(&self) -> Result<i64> {
        let row = one(self.reader(), "SELECT recorded_at FROM ledger_head WHERE id = 1", Params::new()).await?;
        row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
    }

    /// True if the pair asks for the present: then the list read model can answer.
    pub(crate) async fn is_present(&self, as_of: &AsOf) -> Result<bool> {
        Ok(as_of.valid_on == self.today() && as_of.known() >= self.known_head().await?)
    }
}
