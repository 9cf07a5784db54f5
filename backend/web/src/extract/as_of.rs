//! The two dates of every question: the day that matters, and what was known when.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use kakuzuke_domain::facts::days::{parse_day, parse_instant};
use serde::de::DeserializeOwned;

use super::fields::{self, Empty};
use super::query;
use crate::error::{AppError, FieldProblem};
use crate::state::AppState;

/// The parameters `valid_on` and `known_at` of an address that takes no others, filled in and clamped.
#[derive(Debug, Clone, Copy)]
pub struct AsOf(pub kakuzuke_store::AsOf);

/// The parameters `valid_on` and `known_at` together with those of `T`.
#[derive(Debug, Clone, Copy)]
pub struct Dated<T> {
    /// The two dates, filled in and clamped.
    pub as_of: kakuzuke_store::AsOf,
    /// The other parameters.
    pub query: T,
}

#[derive(serde::Deserialize)]
struct Nothing;

impl FromRequestParts<AppState> for AsOf {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let dated = Dated::<Nothing>::from_request_parts(parts, state).await?;
        Ok(Self(dated.as_of))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Dated<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let empty = query::empty(parts);
        let mut pairs = query::pairs(parts)?;
        let valid_on = take(&mut pairs, "valid_on", empty)?;
        let known_at = take(&mut pairs, "known_at", empty)?;
        let query = fields::read(pairs, empty)?;
        let valid_on = valid_on.map(|text| day(&text)).transpose()?;
        let known_at = known_at.map(|text| instant(&text, empty)).transpose()?;
        let as_of = state.store.as_of(valid_on, known_at).await?;
        Ok(Self { as_of, query })
    }
}

fn take(pairs: &mut Vec<(String, String)>, name: &str, empty: Empty) -> Result<Option<String>, AppError> {
    let mut found = None;
    for (_, value) in pairs.extract_if(.., |(given, _)| given == name) {
        if found.replace(value).is_some() {
            return Err(AppError::Malformed(FieldProblem::new(name, "repeated")));
        }
    }
    Ok(found.filter(|value| empty == Empty::Value || !value.trim().is_empty()))
}

fn day(text: &str) -> Result<NaiveDate, AppError> {
    parse_day(text).ok_or_else(|| AppError::invalid("valid_on", "not_a_date"))
}

/// RFC 3339, also where the `+` of an offset was not escaped and arrives as a space. The browser's field for a date and
/// time sends Japanese time without an offset.
fn instant(text: &str, empty: Empty) -> Result<DateTime<Utc>, AppError> {
    let wrong = || AppError::invalid("known_at", "not_an_instant");
    if let Some(instant) = parse_instant(&text.replace(' ', "+")) {
        return Ok(instant.to_utc());
    }
    if empty == Empty::Value {
        return Err(wrong());
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%.f"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(wrong)?;
    let japan = FixedOffset::east_opt(9 * 3600).ok_or_else(wrong)?;
    japan.from_local_datetime(&local).single().map(|instant| instant.to_utc()).ok_or_else(wrong)
}
