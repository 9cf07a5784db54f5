//! `/api/v1/buyers/{code}/templates`: the template in use and those before it, and the upload of the next.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use kakuzuke_domain::accounts::Action;
use kakuzuke_store::TemplateRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::day::Instant;
use crate::api::list::List;
use crate::api::upload::{RawFile, UploadForm, is_name, received};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path, Query};
use crate::pages::template_buyer;
use crate::state::AppState;

/// A template.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateItem {
    /// Its id.
    pub id: Uuid,
    /// The name of its file.
    pub file_name: String,
    /// The SHA-256 of its file.
    pub sha256: String,
    /// Since when the buyer's papers are made with it.
    pub recorded_at: Instant,
    /// Until when; null while it is in use.
    pub superseded_at: Option<Instant>,
}

impl From<TemplateRow> for TemplateItem {
    fn from(row: TemplateRow) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            sha256: row.sha256,
            recorded_at: Instant(row.recorded_at),
            superseded_at: row.superseded_at.map(Instant),
        }
    }
}

/// What is uploaded.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Upload {
    /// The name of the file, if the body is the file itself.
    #[param(min_length = 1, max_length = 200)]
    file_name: Option<String>,
}

/// The templates of a buyer, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/buyers/{code}/templates",
    operation_id = "list_templates",
    tag = "buyers",
    params(("code" = String, Path, description = "Its code (団体コード).", pattern = "^[0-9]{6}$")),
    responses((status = 200, body = List<TemplateItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
) -> Result<Json<List<TemplateItem>>> {
    let buyer = template_buyer(&state, &caller, Action::Read, &code).await?;
    let rows = state.store.templates(buyer.id).await?;
    Ok(Json(List::whole(rows.into_iter().map(TemplateItem::from).collect())))
}

/// Makes a Word file (.docx) the template of a buyer in the place of the one before. Everything that is wrong with it is told at once.
#[utoipa::path(
    post,
    path = "/api/v1/buyers/{code}/templates",
    operation_id = "upload_template",
    tag = "buyers",
    params(("code" = String, Path, description = "Its code (団体コード).", pattern = "^[0-9]{6}$"), Upload),
    request_body(content((UploadForm = "multipart/form-data"), (RawFile = "application/octet-stream"))),
    responses((status = 201, body = TemplateItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    Query(upload): Query<Upload>,
    request: Request,
) -> Result<(StatusCode, Json<TemplateItem>)> {
    let buyer = template_buyer(&state, &caller, Action::Record, &code).await?;
    if let Some(name) = &upload.file_name {
        is_name("file_name", name)?;
    }
    let (saved, file_name) = received(&state, request, upload.file_name).await?;
    let id = state.services.upload_template(buyer.id, &saved.path, &file_name, &caller.signature()).await?;
    let row = state.store.template(buyer.id, id).await?.ok_or(AppError::NotFound)?;
    Ok((StatusCode::CREATED, Json(row.into())))
}
