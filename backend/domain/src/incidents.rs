//! Incidents at a supplier: when, how large, whose fault, and what was done.

mod outages;

pub use outages::{SeriousLimits, Seriousness};

use crate::facts::{FactsError, Problem, days, objects};
use crate::words::words;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

words! {
    /// Whether the supplier's supply chain caused the incident.
    pub enum Attributable {
        /// It did.
        Yes = "yes",
        /// It did not.
        No = "no",
        /// Not judged yet.
        Undetermined = "undetermined",
    }
}

/// A stop of a public service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// Start.
    #[serde(with = "days::instant")]
    pub from: DateTime<FixedOffset>,
    /// End; still going on if `None`.
    #[serde(default, with = "days::optional_instant")]
    pub to: Option<DateTime<FixedOffset>>,
}

/// One incident, joined over all buyers it touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Unique among the supplier's incidents.
    pub id: String,
    /// When it was detected.
    #[serde(with = "days::instant")]
    pub detected_at: DateTime<FixedOffset>,
    /// When the latest buyer got its first report.
    #[serde(default, with = "days::optional_instant")]
    pub first_report_at: Option<DateTime<FixedOffset>>,
    /// Whether it is the supplier's.
    pub attributable: Attributable,
    /// Records leaked (件); unknown if `None`.
    #[serde(default)]
    pub records: Option<u64>,
    /// Stops of service; unknown if `None`, none if empty.
    #[serde(default, deserialize_with = "objects::optional_list")]
    pub outages: Option<Vec<Outage>>,
    /// Day on which the last buyer closed it.
    #[serde(default, with = "days::optional_day")]
    pub closed_on: Option<NaiveDate>,
    /// Day by which the correction is due.
    #[serde(default, with = "days::optional_day")]
    pub corrective_due_on: Option<NaiveDate>,
    /// Day on which the correction was done.
    #[serde(default, with = "days::optional_day")]
    pub corrective_done_on: Option<NaiveDate>,
}

impl Incident {
    /// The Japanese day of detection.
    #[must_use]
    pub fn detected_on(&self) -> NaiveDate {
        outages::japanese_day(self.detected_at.timestamp())
    }

    /// Whether the first report is missing, or came more than so many seconds after detection.
    #[must_use]
    pub fn reported_late(&self, seconds: i64) -> bool {
        self.first_report_at.is_none_or(|at| {
            let elapsed = at.timestamp_micros() - self.detected_at.timestamp_micros();
            elapsed > seconds.saturating_mul(1_000_000)
        })
    }

    /// Checks the outages.
    ///
    /// # Errors
    /// An outage that ends before it starts.
    pub fn check(&self) -> Result<(), FactsError> {
        for (index, outage) in self.outages.iter().flatten().enumerate() {
            if outage.to.is_some_and(|to| to < outage.from) {
                let path = format!("outages[{index}].to");
                return Err(FactsError::at(path, Problem::Reversed));
            }
        }
        Ok(())
    }
}
