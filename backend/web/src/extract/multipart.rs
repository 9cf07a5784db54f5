//! Uploads: the parts of a `multipart/form-data` body, files streamed to disk.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Request};
use futures_util::StreamExt;

use super::body;
use super::saved::{self, Saved};
use crate::error::{AppError, FieldProblem};
use crate::layers::limits::BodyLimit;

/// A `multipart/form-data` body, part by part.
#[derive(Debug)]
pub struct Multipart {
    #[expect(clippy::disallowed_types, reason = "this is the extractor that stands for it")]
    inner: axum::extract::Multipart,
    limit: u64,
}

impl<S: Send + Sync> FromRequest<S> for Multipart {
    type Rejection = AppError;

    #[expect(clippy::disallowed_types, reason = "this is the extractor that stands for it")]
    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        body::require_type(request.headers(), |mime| mime == "multipart/form-data")?;
        let limit = BodyLimit::of(request.extensions());
        match axum::extract::Multipart::from_request(request, state).await {
            Ok(inner) => Ok(Self { inner, limit }),
            Err(_) => Err(AppError::Malformed(FieldProblem::new("body", "not_multipart"))),
        }
    }
}

impl Multipart {
    /// The next part, in the order in which they were sent.
    ///
    /// # Errors
    /// [`AppError::Malformed`] or [`AppError::TooLarge`].
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, AppError> {
        let limit = self.limit;
        let field = self.inner.next_field().await.map_err(|error| refused(&error, limit))?;
        field.map(|field| Part::new(field, limit)).transpose()
    }
}

/// One part of an upload.
#[derive(Debug)]
pub struct Part<'a> {
    /// The name of the form's field.
    pub name: String,
    /// The name the sender's file has, without its folders.
    pub file_name: Option<String>,
    /// The media type the sender claims.
    pub content_type: Option<String>,
    field: Field<'a>,
    limit: u64,
}

impl<'a> Part<'a> {
    fn new(field: Field<'a>, limit: u64) -> Result<Self, AppError> {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(base_name);
        let content_type = field.content_type().map(str::to_owned);
        for text in [Some(&name), file_name.as_ref(), content_type.as_ref()].into_iter().flatten() {
            if text.contains('\0') {
                return Err(AppError::Malformed(FieldProblem::new("body", "forbidden_character")));
            }
        }
        Ok(Self { name, file_name, content_type, field, limit })
    }

    /// The part as a text of at most `limit` bytes.
    ///
    /// # Errors
    /// [`AppError::Malformed`] if it is no UTF-8 or broke off, [`AppError::Invalid`] if it is too long.
    pub async fn text(mut self, limit: usize) -> Result<String, AppError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.field.chunk().await.map_err(|error| refused(&error, self.limit))? {
            if bytes.len().saturating_add(chunk.len()) > limit {
                return Err(AppError::invalid(self.name, "too_long"));
            }
            bytes.extend_from_slice(&chunk);
        }
        match String::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => Err(AppError::invalid(self.name, "forbidden_character")),
            Ok(text) => Ok(text),
            Err(_) => Err(AppError::Malformed(FieldProblem::new(self.name, "not_utf8"))),
        }
    }

    /// Streams the part into a new file of `folder`, removed when the answer is dropped.
    ///
    /// # Errors
    /// [`AppError::TooLarge`], [`AppError::Malformed`] if the upload broke off, or ours if the disk fails.
    pub async fn save(self, folder: &std::path::Path) -> Result<Saved, AppError> {
        let limit = self.limit;
        let chunks = self.field.map(|chunk| chunk.map_err(|error| refused(&error, limit)));
        saved::save(chunks, folder, limit).await
    }
}

/// Browsers of old send whole paths.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn refused(error: &MultipartError, limit: u64) -> AppError {
    match body::of_status(error.status().as_u16(), limit) {
        AppError::Malformed(_) => AppError::Malformed(FieldProblem::new("body", "not_multipart")),
        other => other,
    }
}
