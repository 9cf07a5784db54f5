//! `/api/v1/clauses/{code}/variants`: the texts that buyers use in the place of a clause.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{VariantBody, VariantItem};
use crate::api::dated::AsOfParams;
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::state::AppState;

/// A buyer's own text to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVariantBody {
    /// The code of the buyer (団体コード).
    #[schema(pattern = "^[0-9]{6}$")]
    pub buyer: String,
    /// The text.
    pub variant: VariantBody,
}

/// The texts that buyers use on a day, as far as they were known.
#[utoipa::path(
    get,
    path = "/api/v1/clauses/{code}/variants",
    operation_id = "list_clause_variants",
    tag = "clauses",
    params(
        ("code" = String, Path, description = "The clause's code.", pattern = "^[a-z][a-z0-9_]{0,39}$"),
        AsOfParams
    ),
    responses((status = 200, body = List<VariantItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    Path(code): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<VariantItem>>> {
    let mut known = false;
    for published in state.store.clause_sets().await? {
        known = known || published.parse()?.clause(&code).is_some();
    }
    if !known {
        return Err(AppError::NotFound);
    }
    let variants = state.store.clause_variants(Some(&code), &as_of).await?;
    Ok(Json(List::whole(variants.into_iter().map(VariantItem::from).collect())))
}

/// Records the text that a buyer uses in the place of a clause.
#[utoipa::path(
    post,
    path = "/api/v1/clauses/{code}/variants",
    operation_id = "record_clause_variant",
    tag = "clauses",
    params(("code" = String, Path, description = "The clause's code.", pattern = "^[a-z][a-z0-9_]{0,39}$")),
    request_body = NewVariantBody,
    responses((status = 201, body = VariantItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    _: NoQuery,
    Json(body): Json<NewVariantBody>,
) -> Result<(StatusCode, Json<VariantItem>)> {
    let set = state.store.clauses_in_use().await?.parse()?;
    let text = body.variant.checked(&code, &set)?;
    let is_code = body.buyer.len() == 6 && body.buyer.bytes().all(|byte| byte.is_ascii_digit());
    let buyer = if is_code { state.store.buyer(&body.buyer).await? } else { None };
    let buyer = buyer.ok_or_else(|| AppError::invalid("buyer", "unknown_buyer"))?;
    let id = state.services.record_variant(caller.actor(), buyer.id, text).await?;
    Ok((StatusCode::CREATED, Json(super::variant::newest(&state, id).await?)))
}
