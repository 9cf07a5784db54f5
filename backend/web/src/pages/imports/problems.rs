//! `/imports/{id}/problems`: every row with a problem, as a list and as a workbook to correct and import again.

use axum::extract::State;
use axum::response::Response;
use kakuzuke_domain::accounts::Action;
use serde::{Deserialize, Serialize};
use tempfile::tempdir;
use uuid::Uuid;

use super::head::{Head, ProblemView};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path, Query};
use crate::language::Language;
use crate::pages::download;
use crate::pages::export::words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 100;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The problem after which the page begins.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<u64>,
}

/// The problems of one import.
#[derive(Debug, Serialize)]
pub struct ProblemsPage {
    pub(super) head: Head,
    pub(super) problems: Vec<ProblemView>,
    pub(super) first: bool,
    pub(super) next: Option<u64>,
}

impl Page for ProblemsPage {
    const TEMPLATE: &'static str = "imports/problems.html";
    const ROOM: Room = Room::Imports;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::view::samples::problems()
    }
}

/// `GET /imports/{id}/problems`
///
/// # Errors
/// Not found without such an import.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(position): Query<Position>,
) -> Result<Rendered> {
    let (_, head) = Head::find(&state, &caller, Action::Read, id).await?;
    let problems = state.services.import_problems(id, position.cursor.unwrap_or(0), ROWS).await?;
    let next = problems.last().map(|(ordinal, _)| *ordinal).filter(|_| problems.len() == ROWS as usize);
    Ok(Rendered::new(ProblemsPage {
        head,
        first: position.cursor.is_none(),
        next,
        problems: problems.into_iter().map(|(_, problem)| ProblemView::from(problem)).collect(),
    }))
}

/// `GET /imports/{id}/problems.xlsx`
///
/// # Errors
/// Not found without such an import.
pub async fn file(
    State(state): State<AppState>,
    caller: Caller,
    language: Language,
    Path(id): Path<Uuid>,
    _: NoQuery,
) -> Result<Response> {
    Head::find(&state, &caller, Action::Read, id).await?;
    let folder = tempdir().map_err(AppError::internal)?;
    let path = folder.path().join("problems.xlsx");
    state.services.write_import_problems(id, words(language), &path).await?;
    download::file(&path, "problems.xlsx", XLSX).await
}
