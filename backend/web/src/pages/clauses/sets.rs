//! `/clauses/sets`: every published set, the one in use first.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::approvals::ApprovalKind;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::approvals::allows;
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The list of sets.
#[derive(Debug, Serialize)]
pub struct ClauseSetsPage {
    rows: Vec<Row>,
    can_propose: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    sha256: String,
    title: Words,
    version: String,
    effective_from: NaiveDate,
    published_at: DateTime<Utc>,
    clauses: usize,
}

impl Page for ClauseSetsPage {
    const TEMPLATE: &'static str = "clauses/sets.html";
    const ROOM: Room = Room::Clauses;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let set = super::view::sample_set();
        let row = Row {
            sha256: set.sha256.clone(),
            title: Words::from(&set.title),
            version: set.version.clone(),
            effective_from: set.effective_from,
            published_at: DateTime::UNIX_EPOCH,
            clauses: set.clauses.len(),
        };
        vec![
            Self { rows: vec![row.clone()], can_propose: false },
            Self { rows: vec![row.clone(), row], can_propose: true },
        ]
    }
}

/// `GET /clauses/sets`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let mut rows = Vec::new();
    for published in state.store.clause_sets().await? {
        let set = published.parse()?;
        rows.push(Row {
            title: Words::from(&set.title),
            clauses: set.clauses.len(),
            sha256: published.sha256,
            version: published.version,
            effective_from: published.effective_from,
            published_at: published.published_at,
        });
    }
    let can_propose = allows(&caller, Action::Propose, ApprovalKind::PublishClauses, None);
    Ok(Rendered::new(ClauseSetsPage { rows, can_propose }))
}
