//! `/subcontracts/export`: the chains that the caller sees, or that of one contract, as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_services::exports::{ExportKind, ExportRequest};
use serde::Deserialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Dated;
use crate::language::Language;
use crate::pages::export;
use crate::pages::table::Format;
use crate::state::AppState;

/// The contract, and the format.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    format: Option<Format>,
    contract: Option<Uuid>,
}

/// `GET /subcontracts/export?format=xlsx|csv&contract`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    dated: Dated<Asked>,
) -> Result<Response> {
    let format = dated.query.format.unwrap_or_default();
    let all = export::request(ExportKind::Subcontracts, format, language, dated.as_of);
    let visible = caller.sees(ResourceKind::Subcontracts);
    export::send(&state, &ExportRequest { visible, contract: dated.query.contract, ..all }).await
}
