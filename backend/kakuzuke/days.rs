//! Days and instants as the command line writes them.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};

/// A day in the form 2026-04-01, and in no other.
pub fn day(text: &str) -> anyhow::Result<NaiveDate> {
    if text.len() == 10
        && let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
    {
        return Ok(day);
    }
    bail!("{text:?} is not a day such as 2026-04-01")
}

/// An instant in RFC 3339, such as 2026-04-01T09:00:00+09:00.
pub fn instant(text: &str) -> anyhow::Result<DateTime<Utc>> {
    let instant = DateTime::parse_from_rfc3339(text)
        .with_context(|| format!("{text:?} is not an instant such as 2026-04-01T09:00:00+09:00"))?;
    Ok(instant.to_utc())
}
