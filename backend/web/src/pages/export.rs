//! Lists that the services write: suppliers with their grades, contracts.

use axum::response::Response;
use kakuzuke_services::exports::{ExportKind, ExportRequest, Format as FileFormat};
use kakuzuke_services::words::Language as Words;
use kakuzuke_store::AsOf;
use tempfile::tempdir;

use super::download;
use super::table::Format;
use crate::error::{AppError, Result};
use crate::language::Language;
use crate::state::AppState;

/// All of one list, to be narrowed.
#[must_use]
pub fn request(kind: ExportKind, format: Format, language: Language, as_of: AsOf) -> ExportRequest {
    let format = match format {
        Format::Xlsx => FileFormat::Xlsx,
        Format::Csv => FileFormat::Csv,
    };
    ExportRequest::all(kind, format, words(language), as_of)
}

/// The language of the services' own catalogue.
#[must_use]
pub fn words(language: Language) -> Words {
    match language {
        Language::Ja => Words::Ja,
        Language::En => Words::En,
    }
}

/// Writes the list to a file and sends it.
///
/// # Errors
/// When the register cannot be read or the file cannot be written.
pub async fn send(state: &AppState, request: &ExportRequest) -> Result<Response> {
    let folder = tempdir().map_err(AppError::internal)?;
    let path = folder.path().join("list");
    state.services.export(request, &path).await?;
    let name = format!("{}.{}", request.kind.as_str(), request.format.extension());
    download::file(&path, &name, request.format.content_type()).await
}
