//! The two dates of a question, as a page shows them.

use axum::http::Uri;
use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use kakuzuke_domain::dates::jst;
use kakuzuke_store::AsOf;
use serde::Serialize;

/// The two dates, and whether the reader chose them.
#[derive(Debug, Clone, Serialize)]
pub struct AsOfView {
    /// The day that matters.
    pub valid_on: NaiveDate,
    /// What was known until then.
    pub known_at: DateTime<Utc>,
    /// Whether the address names one of them.
    pub chosen: bool,
    /// For the browser's field; empty for now.
    pub known_input: String,
    /// For links to pages of the same moment; empty for now.
    pub valid_query: String,
    /// For links to pages of the same moment; empty for now.
    pub known_query: String,
}

/// The two dates as parameters of a link; empty for now.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DatedLink {
    /// The day that matters.
    pub valid_on: String,
    /// What was known until then.
    pub known_at: String,
}

impl AsOfView {
    /// The dates as extracted from the request at `uri`.
    #[must_use]
    pub fn new(as_of: AsOf, uri: &Uri) -> Self {
        let given = |name: &str| {
            let query = uri.query().unwrap_or_default();
            query
                .split('&')
                .any(|pair| pair.split_once('=').is_some_and(|(key, value)| key == name && !value.is_empty()))
        };
        let (valid, known) = (given("valid_on"), given("known_at"));
        Self {
            valid_on: as_of.valid_on,
            known_at: as_of.known_at,
            chosen: valid || known,
            known_input: if known { input(as_of.known_at) } else { String::new() },
            valid_query: if valid { as_of.valid_on.to_string() } else { String::new() },
            known_query: if known { as_of.known_at.to_rfc3339() } else { String::new() },
        }
    }

    /// The dates for links to other pages of the same moment.
    #[must_use]
    pub fn link(&self) -> DatedLink {
        DatedLink { valid_on: self.valid_query.clone(), known_at: self.known_query.clone() }
    }
}

/// Japanese wall time for the browser's field, which holds milliseconds: cut upwards, so that nothing known is lost.
fn input(at: DateTime<Utc>) -> String {
    let rest = at.nanosecond() % 1_000_000;
    let at = if rest == 0 { at } else { at + TimeDelta::nanoseconds(i64::from(1_000_000 - rest)) };
    let text = if at.nanosecond() == 0 { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M:%S%.3f" };
    jst(at).format(text).to_string()
}
