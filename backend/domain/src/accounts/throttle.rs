//! How failures slow a person down: per account and per address.

use chrono::{DateTime, TimeDelta, Utc};

/// The failures seen under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// Failures in a row, none of them older than the rule's memory.
    pub failures: u32,
    /// The last failure.
    pub last_at: DateTime<Utc>,
}

/// How many failures are free, and how the pause after the next ones grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRule {
    /// Failures without a pause.
    pub free: u32,
    /// The pause after the first failure beyond them; it doubles with each further one.
    pub first_pause: TimeDelta,
    /// The longest pause.
    pub longest_pause: TimeDelta,
    /// Failures older than this are forgotten.
    pub memory: TimeDelta,
}

impl ThrottleRule {
    /// For one account (NIST SP 800-63B-4, 3.2.2: at most 100 consecutive failures): 5 are free, then 1 s, 2 s, 4 s … up to
    /// 20 minutes, which leaves fewer than 100 tries a day.
    pub const ACCOUNT: Self = Self {
        free: 5,
        first_pause: TimeDelta::seconds(1),
        longest_pause: TimeDelta::minutes(20),
        memory: TimeDelta::hours(24),
    };

    /// For one network address, behind which a whole office may sit: 50 are free.
    pub const ADDRESS: Self = Self {
        free: 50,
        first_pause: TimeDelta::seconds(1),
        longest_pause: TimeDelta::minutes(15),
        memory: TimeDelta::hours(1),
    };

    /// For the questions put to one network address, each of which costs a row until it is answered or ten minutes old: 200 are
    /// free, and whoever signs in takes one back, so that an office that comes in at nine is not slowed down.
    pub const QUESTIONS: Self = Self {
        free: 200,
        first_pause: TimeDelta::seconds(1),
        longest_pause: TimeDelta::minutes(2),
        memory: TimeDelta::minutes(10),
    };

    /// Until when a further try is refused, if it is at `now`.
    #[must_use]
    pub fn refused_until(&self, seen: Option<Throttle>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let seen = seen.filter(|seen| now - seen.last_at < self.memory)?;
        let beyond = seen.failures.checked_sub(self.free + 1)?;
        let factor = 1_i32.checked_shl(beyond.min(20))?;
        let pause = self.first_pause.checked_mul(factor).unwrap_or(self.longest_pause).min(self.longest_pause);
        Some(seen.last_at + pause).filter(|until| *until > now)
    }

    /// What is remembered after one more failure at `now`.
    #[must_use]
    pub fn failed(&self, seen: Option<Throttle>, now: DateTime<Utc>) -> Throttle {
        let before = seen.filter(|seen| now - seen.last_at < self.memory).map_or(0, |seen| seen.failures);
        Throttle { failures: before.saturating_add(1), last_at: now }
    }
}
