//! `/api/v1/contracts/ocds`: contracts as an Open Contracting release package.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_services::exports::{ExportKind, ExportRequest, Format};
use kakuzuke_services::words::Language;
use kakuzuke_store::ContractQuery;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::dated::AsOfParams;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::AsOf;
use crate::pages::send_export;
use crate::state::AppState;

/// Who publishes a package.
#[derive(Debug, Serialize, ToSchema)]
pub struct Publisher {
    /// The name.
    pub name: String,
}

/// One contract as one release of its process; its other fields are those of the standard.
#[derive(Debug, Serialize, ToSchema)]
pub struct Release {
    /// The contracting process.
    pub ocid: String,
    /// The release.
    pub id: String,
    /// When the register learned what it says.
    pub date: String,
    /// What it is about.
    #[schema(min_items = 1)]
    pub tag: Vec<String>,
}

/// A release package of the Open Contracting Data Standard 1.1.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleasePackage {
    /// Where it is from.
    pub uri: String,
    /// The version of the standard.
    pub version: String,
    /// When it was made.
    pub published_date: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// The releases, the contracts recorded last first.
    pub releases: Vec<Release>,
}

/// The contracts that the caller sees as a release package of the Open Contracting Data Standard 1.1. What is not public,
/// such as an amount that was withheld, is left out.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/ocds",
    operation_id = "export_ocds",
    tag = "contracts",
    params(AsOfParams),
    responses((status = 200, body = ReleasePackage, content_type = "application/json"))
)]
pub async fn get(State(state): State<AppState>, caller: Caller, AsOf(as_of): AsOf) -> Result<Response> {
    let contracts = ContractQuery::of(caller.sees(ResourceKind::Contracts));
    let all = ExportRequest::all(ExportKind::Ocds, Format::Json, Language::Ja, as_of);
    send_export(&state, &ExportRequest { contracts, ..all }).await
}
