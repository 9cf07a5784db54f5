//! `/api/v1/share-codes/{id}`: a share code is revoked.

use axum::extract::State;
use axum::http::StatusCode;
use kakuzuke_domain::accounts::{Action, ResourceKind};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::state::AppState;

/// Revokes a share code: from now on it shows nothing to anybody.
#[utoipa::path(
    delete,
    path = "/api/v1/share-codes/{id}",
    operation_id = "revoke_share_code",
    tag = "audits",
    params(("id" = Uuid, Path, description = "The code's id.")),
    responses((status = 204, description = "It is revoked."))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<StatusCode> {
    let supplier = state.store.supplier_of_share_code(id).await?.ok_or(AppError::NotFound)?;
    caller.require_of_supplier(Action::Withdraw, ResourceKind::ShareCodes, supplier)?;
    state.services.end_share_code(caller.account()?, supplier, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
