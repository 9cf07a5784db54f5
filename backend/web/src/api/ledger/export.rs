//! `/api/v1/ledger/export`: every entry and every signed head, to be checked without this register.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::try_unfold;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::NoQuery;
use crate::state::AppState;

/// The whole ledger as lines of JSON, for `kakuzuke ledger verify --export`.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/export",
    operation_id = "export_ledger",
    tag = "ledger",
    responses((status = 200, body = String, content_type = "application/jsonl"))
)]
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Response> {
    caller.require(Action::Read, &Resource::new(ResourceKind::Ledger, Owner::Installation))?;
    let export = state.store.export_ledger().await?;
    let disposition = format!("attachment; filename=\"ledger-{}.jsonl\"", export.size());
    let lines = try_unfold(export, async |mut export| {
        let lines = export.lines().await?;
        Ok::<_, kakuzuke_store::StoreError>(lines.map(|lines| (Bytes::from(lines), export)))
    });
    let mut response = Response::new(Body::from_stream(lines));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/jsonl"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(AppError::internal)?);
    Ok(response)
}
