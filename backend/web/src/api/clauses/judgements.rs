//! `/api/v1/clause-variants/{id}/judgements`: a buyer's own text is judged beside the standard.

use axum::extract::State;
use kakuzuke_domain::clauses::VariantJudgement;
use kakuzuke_services::clauses::Judged;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::VariantItem;
use super::variant::newest;
use crate::api::reason;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path};
use crate::state::AppState;

/// How a text stands beside the standard.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JudgementWord {
    /// It binds the supplier as much.
    Equivalent,
    /// It binds the supplier more.
    Stronger,
    /// It binds the supplier less.
    Weaker,
}

impl From<JudgementWord> for VariantJudgement {
    fn from(word: JudgementWord) -> Self {
        match word {
            JudgementWord::Equivalent => Self::Equivalent,
            JudgementWord::Stronger => Self::Stronger,
            JudgementWord::Weaker => Self::Weaker,
        }
    }
}

/// A judgement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgementBody {
    /// The number of the version that was read.
    pub version: i64,
    /// How it stands beside the standard.
    pub judgement: JudgementWord,
    /// Why; kept for ever.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub grounds: String,
}

/// Judges a buyer's own text beside the standard.
#[utoipa::path(
    post,
    path = "/api/v1/clause-variants/{id}/judgements",
    operation_id = "judge_clause_variant",
    tag = "clauses",
    params(("id" = Uuid, Path, description = "The text's id.")),
    request_body = JudgementBody,
    responses((status = 200, body = VariantItem))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<JudgementBody>,
) -> Result<Json<VariantItem>> {
    let grounds = reason::given(&body.grounds).map_err(|error| match error {
        AppError::Invalid(problems) => {
            let named = |problem| crate::error::FieldProblem { field: "grounds".to_owned(), ..problem };
            AppError::Invalid(problems.into_iter().map(named).collect())
        }
        other => other,
    })?;
    let judged = Judged { seen: body.version, judgement: body.judgement.into(), grounds: grounds.to_owned() };
    state.services.judge_variant(caller.actor(), id, judged).await?;
    Ok(Json(newest(&state, id).await?))
}
