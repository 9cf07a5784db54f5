//! `/api/v1/imports/{id}/problems`: what was wrong with which row.

use std::collections::BTreeMap;

use axum::extract::State;
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::Problem;
use kakuzuke_services::words;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::Import;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, Path, Query};
use crate::language::Language;
use crate::state::AppState;

/// Where the list begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Window {
    /// Where the page before ended: its `next_cursor`.
    #[param(pattern = "^[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl Window {
    /// The item after which the page begins, and its size.
    ///
    /// # Errors
    /// `not_a_cursor`, or `out_of_range` for the size.
    pub fn read(&self) -> Result<(u64, u32)> {
        let digits = |text: &&str| text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
        let after = match self.cursor.as_deref() {
            None => 0,
            Some(text) => Some(text)
                .filter(digits)
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| AppError::invalid("cursor", "not_a_cursor"))?,
        };
        Ok((after, list::limit(self.limit)?))
    }
}

/// Whether a problem kept its row out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// It did.
    Error,
    /// The row is in.
    Warning,
}

/// A problem of a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemItem {
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// The row as the spreadsheet numbers it; 0 for the whole file.
    pub row: u32,
    /// The heading of the column.
    pub column: Option<String>,
    /// The cell as written.
    pub value: Option<String>,
    /// Whether it kept the row out.
    pub severity: Gravity,
    /// The machine code.
    pub code: String,
    /// What the words of the code need.
    pub arguments: BTreeMap<String, String>,
    /// The problem in the reader's language.
    pub message: String,
}

impl ProblemItem {
    fn of(problem: Problem, language: Language) -> Self {
        let words_language = match language {
            Language::Ja => words::Language::Ja,
            Language::En => words::Language::En,
        };
        let message = problem.message(words_language);
        let severity = match problem.severity.as_str() {
            "error" => Gravity::Error,
            _ => Gravity::Warning,
        };
        Self {
            sheet: problem.sheet,
            row: problem.row,
            column: problem.column,
            value: problem.value,
            severity,
            code: problem.code,
            arguments: problem.arguments.into_iter().collect(),
            message,
        }
    }
}

/// The problems of an import, in the order of the file.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/problems",
    operation_id = "list_import_problems",
    tag = "imports",
    params(("id" = Uuid, Path, description = "The import's id."), Window),
    responses((status = 200, body = List<ProblemItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Path(id): Path<Uuid>,
    Query(window): Query<Window>,
) -> Result<Json<List<ProblemItem>>> {
    let (after, limit) = window.read()?;
    Import::read(&state, &caller, Action::Read, id).await?;
    let problems = state.services.import_problems(id, after, limit).await?;
    let full = u32::try_from(problems.len()).is_ok_and(|found| found == limit);
    let next = problems.last().filter(|_| full).map(|(ordinal, _)| ordinal.to_string());
    let items = problems.into_iter().map(|(_, problem)| ProblemItem::of(problem, language)).collect();
    let count = state.store.import_problem_count(id).await?;
    Ok(Json(List { items, next_cursor: next, count, count_capped: false }))
}
