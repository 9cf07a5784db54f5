//! Seriousness: from which day an incident is a serious one.

use super::Incident;
use crate::words::words;
use chrono::{Days, NaiveDate};
use smallvec::SmallVec;

/// Japan is nine hours ahead of UTC and has no summer time.
const OFFSET_SECONDS: i64 = 9 * 3_600;
const DAY_SECONDS: i64 = 86_400;
const MICROS: i64 = 1_000_000;
const DAYS_FROM_CE_TO_1970: i64 = 719_163;

/// The Japanese day of an instant in seconds since 1970.
pub(super) fn japanese_day(seconds: i64) -> NaiveDate {
    let days = (seconds + OFFSET_SECONDS).div_euclid(DAY_SECONDS) + DAYS_FROM_CE_TO_1970;
    i32::try_from(days).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(NaiveDate::MAX)
}

words! {
    /// What is known of an incident's size on a day.
    pub enum Seriousness {
        /// At or above a limit, or undetermined for too long.
        Serious = "serious",
        /// Both sizes are known and below.
        NotSerious = "not_serious",
        /// A size is unknown, and the time to tell it has not run out.
        Undetermined = "undetermined",
    }
}

/// From which size on an incident is serious, and how long the size may stay unknown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriousLimits {
    /// Records leaked (seed KGI: 1,000 and more).
    pub records: u64,
    /// Seconds of outage together (seed KGI: 24 hours and more).
    pub outage_seconds: i64,
    /// Days after detection for which an unknown size is not serious.
    pub undetermined_days: u64,
}

impl Incident {
    /// The first day on which the incident is serious, not before its detection.
    #[must_use]
    pub fn serious_from(&self, limits: &SeriousLimits) -> Option<NaiveDate> {
        let detected = self.detected_on();
        if self.records.is_some_and(|count| count >= limits.records) {
            return Some(detected);
        }
        let by_outage = self.outage_reaches(limits.outage_seconds);
        let by_silence = if self.size_is_known() {
            None
        } else {
            detected.checked_add_days(Days::new(limits.undetermined_days.saturating_add(1)))
        };
        let first = [by_outage, by_silence].into_iter().flatten().min()?;
        Some(first.max(detected))
    }

    /// What is known of the size on a day, given the day from which it is serious.
    #[must_use]
    pub fn seriousness_on(&self, day: NaiveDate, serious_from: Option<NaiveDate>) -> Seriousness {
        if serious_from.is_some_and(|from| from <= day) {
            Seriousness::Serious
        } else if self.size_is_known() {
            Seriousness::NotSerious
        } else {
            Seriousness::Undetermined
        }
    }

    const fn size_is_known(&self) -> bool {
        self.records.is_some() && self.outages.is_some()
    }

    /// The first day by whose end the outages have lasted so long, overlapping time once.
    fn outage_reaches(&self, seconds: i64) -> Option<NaiveDate> {
        let outages = self.outages.as_deref()?;
        let mut spans: SmallVec<[(i64, i64); 4]> = outages
            .iter()
            .map(|outage| {
                let end = outage.to.map_or(i64::MAX, |to| to.timestamp_micros());
                (outage.from.timestamp_micros(), end)
            })
            .collect();
        spans.sort_unstable();
        let mut missing = seconds.saturating_mul(MICROS);
        let mut covered_to = i64::MIN;
        for (from, to) in spans {
            let start = from.max(covered_to);
            if to <= start {
                continue;
            }
            let length = to.saturating_sub(start);
            if length >= missing {
                let last_moment = start.saturating_add(missing).saturating_sub(1);
                return Some(japanese_day(last_moment.div_euclid(MICROS)));
            }
            missing -= length;
            covered_to = to;
        }
        None
    }
}
