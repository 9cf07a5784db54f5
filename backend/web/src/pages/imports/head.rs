//! What every page of one import shows of it.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::Action;
use kakuzuke_services::imports::{Counts, ImportState, Problem};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::pages::actor::{ActorView, People};
use crate::state::AppState;

/// One import in short.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    pub(super) file_name: String,
    pub(super) file_sha256: String,
    pub(super) state: String,
    pub(super) buyer_name: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) actor: ActorView,
    /// Who took it over.
    pub(super) carried_on_by: Option<ActorView>,
    pub(super) counts: Option<Counts>,
}

/// A problem of a row; its words are `import-problem-<code>`.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemView {
    sheet: String,
    row: u32,
    column: Option<String>,
    value: Option<String>,
    severity: &'static str,
    code: String,
    arguments: Map<String, Value>,
}

/// Why a file was refused; its words are `refusal-<code>`.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    pub(super) code: String,
    pub(super) arguments: Map<String, Value>,
}

impl Head {
    /// The import in short.
    #[must_use]
    pub fn of(import: &ImportState, buyer_name: Option<String>, people: &People) -> Self {
        Self {
            id: import.row.id,
            kind: import.kind.as_str(),
            file_name: import.row.file_name.clone(),
            file_sha256: import.row.file_sha256.clone(),
            state: import.row.state.clone(),
            buyer_name,
            created_at: import.row.created_at,
            actor: ActorView::of(&import.row.actor, people),
            carried_on_by: import.row.carried_on_by.map(|keeper| ActorView::person(keeper, people)),
            counts: import.report.as_ref().map(|report| report.counts),
        }
    }

    /// The import with this id, with its head, for a caller who may do `action` with it.
    ///
    /// # Errors
    /// Not found without such an import, or if it is another's.
    pub async fn find(state: &AppState, caller: &Caller, action: Action, id: Uuid) -> Result<(ImportState, Self)> {
        let import = state.services.import(id).await?.ok_or(AppError::NotFound)?;
        caller.require_import(state, action, &import.row).await?;
        let name = buyer_name(state, import.row.buyer_code.as_deref()).await?;
        let people = People::of_imports(state, caller, std::slice::from_ref(&import)).await?;
        let head = Self::of(&import, name, &people);
        Ok((import, head))
    }
}

/// The name of the buyer with this code.
async fn buyer_name(state: &AppState, code: Option<&str>) -> Result<Option<String>> {
    let Some(code) = code else { return Ok(None) };
    Ok(Some(state.store.buyer(code).await?.map_or_else(|| code.to_owned(), |buyer| buyer.name)))
}

impl From<Problem> for ProblemView {
    fn from(problem: Problem) -> Self {
        let mut arguments: Map<String, Value> =
            problem.arguments.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
        let mut also = |name: &str, value: &Option<String>| {
            arguments.entry(name).or_insert_with(|| Value::String(value.clone().unwrap_or_default()));
        };
        also("column", &problem.column);
        also("value", &problem.value);
        Self {
            sheet: problem.sheet,
            row: problem.row,
            column: problem.column,
            value: problem.value,
            severity: problem.severity.as_str(),
            code: problem.code,
            arguments,
        }
    }
}

impl Refusal {
    /// What the import's report says about it, if it was refused.
    #[must_use]
    pub fn of(import: &ImportState) -> Option<Self> {
        let report: Value = serde_json::from_str(import.row.report.as_deref()?).ok()?;
        let refusal = report.get("refusal")?;
        Some(Self {
            code: refusal.get("code")?.as_str()?.to_owned(),
            arguments: refusal.get("arguments").and_then(Value::as_object).cloned().unwrap_or_default(),
        })
    }

    /// The refusal that a service answered with.
    #[must_use]
    pub fn new(error: &kakuzuke_services::ServicesError) -> Self {
        let arguments = error.arguments().into_iter().map(|(name, value)| (name, Value::String(value)));
        Self { code: error.code().to_owned(), arguments: arguments.collect() }
    }
}
