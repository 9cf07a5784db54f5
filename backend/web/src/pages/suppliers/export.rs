//! `/suppliers/export`: the list as the filters have it, as a file.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_services::exports::{ExportKind, ExportRequest};
use serde::Deserialize;

use super::list::Filters;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Dated;
use crate::language::Language;
use crate::pages::export;
use crate::pages::table::Format;
use crate::state::AppState;

/// The filters of the list, and the format.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    format: Option<Format>,
    text: Option<String>,
    band: Option<String>,
    star: Option<String>,
    isms: Option<String>,
    privacy_mark: Option<String>,
    buyer: Option<String>,
    sort: Option<String>,
}

/// `GET /suppliers/export?format=xlsx|csv`
///
/// # Errors
/// A filter that does not exist.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    dated: Dated<Asked>,
) -> Result<Response> {
    let asked = dated.query;
    let format = asked.format.unwrap_or_default();
    let filters = Filters {
        text: asked.text,
        band: asked.band,
        star: asked.star,
        isms: asked.isms,
        privacy_mark: asked.privacy_mark,
        buyer: asked.buyer,
        sort: asked.sort,
        cursor: None,
    };
    caller.require_contracts_of(&state, filters.buyer.as_deref()).await?;
    let suppliers = filters.query(caller.sees(ResourceKind::Suppliers), 1_000)?;
    let all = export::request(ExportKind::Suppliers, format, language, dated.as_of);
    let request = ExportRequest { suppliers, ..all };
    export::send(&state, &request).await
}
