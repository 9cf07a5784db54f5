//! `/api/v1/buyers/{code}/templates/{id}/file`: the template as it was uploaded.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::buyers::WORD;
use uuid::Uuid;

use crate::api::upload::RawFile;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::template_buyer;
use crate::state::AppState;

/// The template as it was uploaded, a Word file.
#[utoipa::path(
    get,
    path = "/api/v1/buyers/{code}/templates/{id}/file",
    operation_id = "read_template_file",
    tag = "buyers",
    params(
        ("code" = String, Path, description = "Its code (団体コード).", pattern = "^[0-9]{6}$"),
        ("id" = Uuid, Path, description = "The template's id.")
    ),
    responses((
        status = 200,
        body = RawFile,
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path((code, id)): Path<(String, Uuid)>,
    _: NoQuery,
) -> Result<impl IntoResponse> {
    let buyer = template_buyer(&state, &caller, Action::Read, &code).await?;
    let template = state.store.template(buyer.id, id).await?.ok_or(AppError::NotFound)?;
    Ok(([(CONTENT_TYPE, WORD)], state.store.file_bytes(&template.sha256).await?))
}
