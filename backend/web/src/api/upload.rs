//! A file that comes by the API: in a form, or as the body itself.

use axum::extract::{FromRequest, Request};
use utoipa::ToSchema;

use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Multipart, Saved, body, save_body};
use crate::layers::limits::BodyLimit;
use crate::state::AppState;

/// A form with the file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it only describes the form")]
pub struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The file itself.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it only describes the body")]
pub struct RawFile(Vec<u8>);

/// The file of a form, or the body itself.
///
/// # Errors
/// Neither of them, a form without a file, or a name that is none.
pub async fn received(state: &AppState, request: Request, given_name: Option<String>) -> Result<(Saved, String)> {
    let folder = std::env::temp_dir();
    match body::media_type(request.headers()).as_str() {
        "application/octet-stream" => {
            let name = given_name.ok_or_else(|| AppError::Malformed(FieldProblem::new("file_name", "missing")))?;
            let limit = BodyLimit::of(request.extensions());
            Ok((save_body(request.into_body(), &folder, limit).await?, name))
        }
        "multipart/form-data" => {
            let mut form = Multipart::from_request(request, state).await?;
            let mut file = None;
            while let Some(part) = form.next().await? {
                if part.name != "file" {
                    return Err(AppError::Malformed(FieldProblem::new(part.name, "unknown_field")));
                }
                let name = given_name.clone().or_else(|| part.file_name.clone()).unwrap_or_default();
                is_name("file", &name)?;
                let saved = part.save(&folder).await?;
                if file.replace((saved, name)).is_some() {
                    return Err(AppError::Malformed(FieldProblem::new("file", "repeated")));
                }
            }
            file.ok_or_else(|| AppError::Malformed(FieldProblem::new("file", "missing")))
        }
        _ => Err(AppError::UnsupportedMediaType),
    }
}

/// Whether `name` can be the name of a file; `field` is told of if not.
///
/// # Errors
/// `missing`, `too_long` or `forbidden_character`.
pub fn is_name(field: &str, name: &str) -> Result<()> {
    match name.chars().count() {
        0 => Err(AppError::invalid(field, "missing")),
        1..=200 if name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\')) => {
            Err(AppError::invalid(field, "forbidden_character"))
        }
        1..=200 => Ok(()),
        _ => Err(AppError::invalid(field, "too_long")),
    }
}
