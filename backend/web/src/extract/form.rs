//! The fields of a submitted form.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::fields::{self, Empty};
use super::{body, text};
use crate::error::AppError;

/// A form as a `T`; an unknown or repeated field is an error that names it, an empty optional one is absent.
#[derive(Debug, Clone, Copy)]
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        body::require_type(request.headers(), |mime| mime == "application/x-www-form-urlencoded")?;
        let bytes = body::read(request, state).await?;
        let pairs = text::pairs(&bytes, "body").map_err(AppError::Malformed)?;
        fields::read(pairs, Empty::Absent).map(Self)
    }
}
