//! `/api/v1/suppliers/{id}/improvements`: what would raise the grade.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::grades::improvements;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::key::SupplierKey;
use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::list::List;
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

/// One step that would raise points or band, or open a gate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImprovementItem {
    /// The machine code of what to do.
    pub step: &'static str,
    /// What its words need.
    #[schema(value_type = BTreeMap<String, Value>)]
    pub arguments: serde_json::Value,
    /// The criterion whose line gains most.
    pub criterion: Option<String>,
    /// Points gained in total, in thousandths.
    pub gain_milli: i64,
    /// The gates it opens.
    pub opens: Vec<String>,
    /// The band after this step alone.
    pub band: Band,
    /// Whether that band is better than the present one.
    pub reaches_next: bool,
    /// The facts it changes; empty where it adds one.
    pub facts: Vec<String>,
}

/// What would raise the grade of a supplier, each step by itself, the best first.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/improvements",
    operation_id = "list_improvements",
    tag = "grades",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams, Choice),
    responses((status = 200, body = List<ImprovementItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    dated: Dated<Choice>,
) -> Result<Json<List<ImprovementItem>>> {
    let scheme = scheme_choice::chosen(&state, dated.query.scheme.as_deref()).await?;
    let record = key.record(&state, &caller, ResourceKind::Grades, &dated.as_of).await?;
    let items: Result<Vec<ImprovementItem>> = improvements(&scheme, &record.facts, dated.as_of.valid_on)
        .into_iter()
        .map(|improvement| {
            Ok(ImprovementItem {
                step: improvement.step.as_str(),
                arguments: serde_json::to_value(improvement.step.arguments()).map_err(AppError::internal)?,
                criterion: improvement.criterion.map(str::to_owned),
                gain_milli: improvement.gain_milli,
                opens: improvement.opens.into_iter().map(str::to_owned).collect(),
                band: improvement.band.into(),
                reaches_next: improvement.reaches_next,
                facts: improvement.facts,
            })
        })
        .collect();
    Ok(Json(List::whole(items?)))
}
