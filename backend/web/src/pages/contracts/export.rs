//! `/contracts/export`: the list as the filters have it, as a file.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::contracts::Criticality;
use kakuzuke_services::exports::{ExportKind, ExportRequest, Format as FileFormat};
use serde::Deserialize;
use uuid::Uuid;

use super::list::Filters;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Query;
use crate::language::Language;
use crate::pages::export;
use crate::pages::table::Format;
use crate::state::AppState;

/// The filters of the list, and the format.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    format: Option<Form>,
    text: Option<String>,
    buyer: Option<String>,
    supplier: Option<Uuid>,
    in_force_on: Option<NaiveDate>,
    fiscal_year: Option<i32>,
    critical: Option<Criticality>,
    ends_within: Option<u32>,
    section: Option<String>,
    close_out_open: Option<bool>,
}

/// The forms of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    /// A workbook.
    #[default]
    Xlsx,
    /// CSV in UTF-8 with a byte order mark.
    Csv,
    /// A release package of the Open Contracting Data Standard.
    Ocds,
}

/// `GET /contracts/export?format=xlsx|csv|ocds`
///
/// # Errors
/// When the file cannot be written.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let now = state.store.as_of(None, None).await?;
    let filters = Filters {
        text: asked.text,
        buyer: asked.buyer,
        supplier: asked.supplier,
        in_force_on: asked.in_force_on,
        fiscal_year: asked.fiscal_year,
        critical: asked.critical,
        ends_within: asked.ends_within,
        section: asked.section,
        close_out_open: asked.close_out_open,
        cursor: None,
    };
    let all = match asked.format.unwrap_or_default() {
        Form::Xlsx => export::request(ExportKind::Contracts, Format::Xlsx, language, now),
        Form::Csv => export::request(ExportKind::Contracts, Format::Csv, language, now),
        Form::Ocds => ExportRequest::all(ExportKind::Ocds, FileFormat::Json, export::words(language), now),
    };
    let request = ExportRequest { contracts: filters.query(caller.sees(ResourceKind::Contracts), 1_000), ..all };
    export::send(&state, &request).await
}
