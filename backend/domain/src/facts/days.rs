//! Days and instants as the facts write them: strictly ISO 8601, never guessed.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

/// Reads `YYYY-MM-DD` with exactly ten ASCII characters and a year of 1 to 9999.
#[must_use]
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |part: &[u8]| {
        part.iter().try_fold(0_i32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0')))
    };
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    if year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Reads an RFC 3339 instant and cuts it to microseconds.
#[must_use]
pub fn parse_instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    let day = std::str::from_utf8(bytes.get(..10)?).ok()?;
    parse_day(day)?;
    if bytes.get(10) != Some(&b'T') || bytes.get(17..19)? == b"60" {
        return None;
    }
    let instant = DateTime::parse_from_rfc3339(text).ok()?;
    let below = i64::from(instant.timestamp_subsec_nanos() % 1_000);
    instant.checked_sub_signed(TimeDelta::nanoseconds(below))
}

/// Serde for a required day.
pub mod day {
    use super::{NaiveDate, parse_day};
    use serde::{Deserializer, Serializer, de};

    /// Writes `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Anything that is not a string of exactly that form naming a real day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        from.deserialize_str(DayVisitor)
    }

    pub(super) struct DayVisitor;

    impl de::Visitor<'_> for DayVisitor {
        type Value = NaiveDate;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a date YYYY-MM-DD")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
            parse_day(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
}

/// Serde for a required instant.
pub mod instant {
    use super::{DateTime, FixedOffset, parse_instant};
    use serde::{Deserializer, Serializer, de};

    /// Writes RFC 3339 with the offset it came with.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<S: Serializer>(at: &DateTime<FixedOffset>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false))
    }

    /// Reads RFC 3339 with an offset.
    ///
    /// # Errors
    /// Anything that is not a string of that form naming a real instant.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<FixedOffset>, D::Error> {
        from.deserialize_str(InstantVisitor)
    }

    struct InstantVisitor;

    impl de::Visitor<'_> for InstantVisitor {
        type Value = DateTime<FixedOffset>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an instant YYYY-MM-DDThh:mm:ss with its offset from UTC")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            parse_instant(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
}

/// A day in a wrapper, so that optional days use the same strict reading.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Day(#[serde(with = "day")] NaiveDate);

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Instant(#[serde(with = "instant")] DateTime<FixedOffset>);

/// Serde for a day that may be null.
pub mod optional_day {
    use super::{Day, NaiveDate};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the day or null.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        day.map(Day).serialize(to)
    }

    /// Reads a day or null.
    ///
    /// # Errors
    /// As for a required day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<Day>::deserialize(from)?.map(|day| day.0))
    }
}

/// Serde for an instant that may be null.
pub mod optional_instant {
    use super::{DateTime, FixedOffset, Instant};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the instant or null.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<S: Serializer>(at: &Option<DateTime<FixedOffset>>, to: S) -> Result<S::Ok, S::Error> {
        at.map(Instant).serialize(to)
    }

    /// Reads an instant or null.
    ///
    /// # Errors
    /// As for a required instant.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
        Ok(Option::<Instant>::deserialize(from)?.map(|at| at.0))
    }
}
