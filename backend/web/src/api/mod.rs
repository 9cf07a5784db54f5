//! The JSON API below `/api/v1`: one folder per room, one file per address, described by the code itself.

#![allow(unused_qualifications, reason = "the macro that describes an operation writes paths in full")]

pub mod approvals;
pub mod attestations;
pub mod audits;
pub mod band;
pub mod buyers;
pub mod clauses;
pub mod cloud_services;
pub mod concentration;
pub mod contracts;
pub mod dated;
pub mod day;
pub mod document;
pub mod imports;
pub mod jobs;
pub mod ledger;
pub mod list;
pub mod notices;
pub mod reason;
pub mod scheme_choice;
pub mod schemes;
pub mod subcontracts;
pub mod suppliers;
pub mod upload;
pub mod versions;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every operation, and the description of them all.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(document::opening())
        .merge(suppliers::router())
        .merge(attestations::router())
        .merge(audits::router())
        .merge(buyers::router())
        .merge(contracts::router())
        .merge(concentration::router())
        .merge(subcontracts::router())
        .merge(cloud_services::router())
        .merge(clauses::router())
        .merge(schemes::router())
        .merge(imports::router())
        .merge(ledger::router())
        .merge(notices::router())
        .merge(approvals::router())
        .merge(jobs::router())
}

/// Every address of the API, `/api/v1/openapi.json` among them.
pub fn router() -> Router<AppState> {
    described().split_for_parts().0.route("/api/v1/openapi.json", get(document::get))
}

/// The description of the API: OpenAPI 3.1 as JSON.
pub fn openapi() -> String {
    document::complete(described().into_openapi()).to_pretty_json().unwrap_or_default()
}
