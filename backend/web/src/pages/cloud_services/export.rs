//! `/cloud-services/export`: the services as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_services::exports::ExportKind;
use serde::Deserialize;

use crate::error::Result;
use crate::extract::Dated;
use crate::language::Language;
use crate::pages::export;
use crate::pages::table::Format;
use crate::state::AppState;

/// The format.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    format: Option<Format>,
}

/// `GET /cloud-services/export?format=xlsx|csv`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(State(state): State<AppState>, language: Language, dated: Dated<Asked>) -> Result<Response> {
    let format = dated.query.format.unwrap_or_default();
    let request = export::request(ExportKind::CloudServices, format, language, dated.as_of);
    export::send(&state, &request).await
}
