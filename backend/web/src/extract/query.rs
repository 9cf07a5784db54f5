//! The parameters of an address.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fields::{self, Empty};
use super::{is_api, text};
use crate::error::AppError;
use crate::language;

/// The parameters of an address as a `T`; an unknown or repeated one is an error that names it.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let pairs = pairs(parts)?;
        fields::read(pairs, empty(parts)).map(Self)
    }
}

/// For an address that takes no parameters at all.
#[derive(Debug, Clone, Copy)]
pub struct NoQuery;

#[derive(Deserialize)]
struct Nothing;

impl<S: Sync> FromRequestParts<S> for NoQuery {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let pairs = pairs(parts)?;
        fields::read::<Nothing>(pairs, empty(parts)).map(|Nothing| Self)
    }
}

/// The parameters by name, without the choice of language that every page takes.
pub(super) fn pairs(parts: &Parts) -> Result<Vec<(String, String)>, AppError> {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = text::pairs(query.as_bytes(), "query").map_err(AppError::Malformed)?;
    if !is_api(parts) {
        pairs.retain(|(name, _)| name != language::PARAMETER);
    }
    Ok(pairs)
}

/// A page's form sends what nobody filled in; a program means what it sends.
pub(super) fn empty(parts: &Parts) -> Empty {
    if is_api(parts) { Empty::Value } else { Empty::Absent }
}
