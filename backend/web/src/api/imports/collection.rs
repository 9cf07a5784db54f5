//! `/api/v1/imports`: the list of imports, and the upload of a file.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Action;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::answer::Import;
use super::kind::ImportKind;
use super::options::Options;
use crate::api::list::{self, List};
use crate::api::upload::{RawFile, UploadForm, is_name, received};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, Query};
use crate::state::AppState;

/// Where the list begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Window {
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 100)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// What is uploaded, and what is to be done with it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Upload {
    /// What its rows are about.
    #[param(inline)]
    kind: ImportKind,
    /// The name of the file, if the body is the file itself; its ending has to agree with its contents.
    #[param(min_length = 1, max_length = 200)]
    file_name: Option<String>,
    /// The code of the buyer of all rows (団体コード).
    #[param(pattern = "^[0-9]{6}$")]
    buyer: Option<String>,
    /// The sheet; the first with cells if absent.
    #[param(max_length = 200)]
    sheet: Option<String>,
    /// The row of the heading, from 1; 0 if there is none; looked for if absent.
    #[param(minimum = 0, maximum = 1_000_000)]
    header_row: Option<u32>,
    /// Try it, and write nothing.
    dry_run: Option<bool>,
    /// Create suppliers and buyers that rows name and the register lacks.
    create_missing: Option<bool>,
    /// Write nothing where any row has an error.
    all_or_nothing: Option<bool>,
    /// Whether the work begins at once; if not, `runs` begins it.
    #[param(default = true)]
    start: Option<bool>,
}

/// Imports, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    operation_id = "list_imports",
    tag = "imports",
    params(Window),
    responses((status = 200, body = List<Import>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Query(window): Query<Window>,
) -> Result<Json<List<Import>>> {
    let limit = list::limit(window.limit)?;
    let before = window.cursor.as_deref().map(mark).transpose()?;
    let imports = state.services.imports(&caller.sees_imports(), limit, before).await?;
    let full = u32::try_from(imports.len()).is_ok_and(|found| found == limit);
    let last = imports.last().filter(|_| full);
    let next = last.map(|last| format!("{}.{}", last.row.created_at.timestamp_micros(), last.row.id));
    Ok(Json(List::uncounted(imports.into_iter().map(Import::from).collect(), next)))
}

fn mark(cursor: &str) -> Result<(DateTime<Utc>, Uuid)> {
    let read = || {
        let (micros, id) = cursor.split_once('.')?;
        Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, Uuid::try_parse(id).ok()?))
    };
    read().ok_or_else(|| AppError::invalid("cursor", "not_a_cursor"))
}

/// Uploads a file, and puts its import into the queue.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    operation_id = "upload_import",
    tag = "imports",
    params(Upload),
    request_body(content((UploadForm = "multipart/form-data"), (RawFile = "application/octet-stream"))),
    responses((
        status = 202,
        body = Import,
        headers(("location" = String, description = "The address of the import."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Query(upload): Query<Upload>,
    request: Request,
) -> Result<impl IntoResponse> {
    let start = upload.start.unwrap_or(true);
    let (kind, buyer) = (upload.kind.into(), upload.buyer.clone());
    let given_name = upload.file_name.clone();
    let options = upload.into_options(&state).await?.into_run()?;
    let buyer = caller.imports_for(&state, kind, buyer.as_deref()).await?;
    let (saved, file_name) = received(&state, request, given_name).await?;
    let id = state.services.upload(kind, &saved.path, &file_name, buyer.as_deref(), &caller.signature()).await?;
    if start {
        state.services.start_import(id, &options, &caller.importer()).await?;
    }
    let import = Import::read(&state, &caller, Action::Read, id).await?;
    Ok((StatusCode::ACCEPTED, [(LOCATION, format!("/api/v1/imports/{id}"))], Json(import)))
}

impl Upload {
    async fn into_options(self, state: &AppState) -> Result<Options> {
        if let Some(code) = &self.buyer {
            let known = code.len() == 6 && state.store.buyer(code).await?.is_some();
            if !known {
                return Err(AppError::invalid("buyer", "unknown_buyer"));
            }
        }
        if let Some(name) = &self.file_name {
            is_name("file_name", name)?;
        }
        Ok(Options {
            sheet: self.sheet,
            header_row: self.header_row,
            dry_run: self.dry_run.unwrap_or(false),
            create_missing: self.create_missing.unwrap_or(false),
            all_or_nothing: self.all_or_nothing.unwrap_or(false),
            ..Options::default()
        })
    }
}
