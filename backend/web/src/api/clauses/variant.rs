//! `/api/v1/clause-variants/{id}`: one buyer's own text with its versions, its correction and its withdrawal.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{VariantBody, VariantItem};
use crate::api::reason;
use crate::api::versions::Withdrawal;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path, Query};
use crate::state::AppState;

/// A buyer's own text with its versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct VariantHistory {
    /// Its id.
    pub id: Uuid,
    /// Its versions, newest first.
    #[schema(min_items = 1)]
    pub versions: Vec<VariantItem>,
}

/// A correction: the text now, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantCorrection {
    /// The text now.
    pub variant: VariantBody,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// The newest version of a text.
///
/// # Errors
/// Not found without such a text.
pub async fn newest(state: &AppState, id: Uuid) -> Result<VariantItem> {
    Ok(state.store.clause_variant(id).await?.ok_or(AppError::NotFound)?.into())
}

/// A buyer's own text with all its versions.
#[utoipa::path(
    get,
    path = "/api/v1/clause-variants/{id}",
    operation_id = "read_clause_variant",
    tag = "clauses",
    params(("id" = Uuid, Path, description = "The text's id.")),
    responses((status = 200, body = VariantHistory))
)]
pub async fn get(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<Json<VariantHistory>> {
    let versions = state.store.clause_variant_history(id).await?;
    if versions.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(Json(VariantHistory { id, versions: versions.into_iter().map(VariantItem::from).collect() }))
}

/// Corrects a buyer's own text; what was judged before no longer holds.
#[utoipa::path(
    put,
    path = "/api/v1/clause-variants/{id}",
    operation_id = "correct_clause_variant",
    tag = "clauses",
    params(("id" = Uuid, Path, description = "The text's id.")),
    request_body = VariantCorrection,
    responses((status = 200, body = VariantItem))
)]
pub async fn put(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<VariantCorrection>,
) -> Result<Json<VariantItem>> {
    let reason = reason::given(&body.reason)?;
    let code = newest(&state, id).await?.clause;
    let set = state.store.clauses_in_use().await?.parse()?;
    let text = body.variant.checked(&code, &set)?;
    state.services.correct_variant(caller.actor(), id, text, reason).await?;
    Ok(Json(newest(&state, id).await?))
}

/// Withdraws a buyer's own text with a reason. Its versions stay readable.
#[utoipa::path(
    delete,
    path = "/api/v1/clause-variants/{id}",
    operation_id = "withdraw_clause_variant",
    tag = "clauses",
    params(("id" = Uuid, Path, description = "The text's id."), Withdrawal),
    responses((status = 204, description = "It is withdrawn."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(withdrawal): Query<Withdrawal>,
) -> Result<StatusCode> {
    let reason = reason::given(&withdrawal.reason)?;
    state.services.withdraw_variant(caller.actor(), id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
