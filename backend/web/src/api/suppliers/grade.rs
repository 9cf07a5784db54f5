//! `/api/v1/suppliers/{id}/grade`: the grade with its whole breakdown.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::grades::grade;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::grade_schema::GradeAnswer;
use super::key::SupplierKey;
use crate::api::dated::AsOfParams;
use crate::api::day::Instant;
use crate::api::scheme_choice;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Dated, Json, Path};
use crate::state::AppState;

/// How it is graded.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Choice {
    /// The SHA-256 of a published scheme; the newest one if absent.
    #[param(pattern = "^[0-9a-f]{64}$")]
    scheme: Option<String>,
}

/// The grade of a supplier on a day, as known at an instant, as `kakuzuke grade` prints it, and that instant.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/grade",
    operation_id = "read_grade",
    tag = "grades",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams, Choice),
    responses((status = 200, body = GradeAnswer))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    dated: Dated<Choice>,
) -> Result<Json<Value>> {
    let scheme = scheme_choice::chosen(&state, dated.query.scheme.as_deref()).await?;
    let record = key.record(&state, &caller, ResourceKind::Grades, &dated.as_of).await?;
    let mut answer = grade(&scheme, &record.facts, dated.as_of.valid_on).to_json(&scheme);
    if let Value::Object(fields) = &mut answer {
        let known_at = serde_json::to_value(Instant(dated.as_of.known_at)).map_err(AppError::internal)?;
        fields.insert("known_at".to_owned(), known_at);
    }
    Ok(Json(answer))
}
