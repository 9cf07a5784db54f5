//! `/approvals`: what waits for me, and what was proposed lately.

use std::collections::HashMap;

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_store::{ApprovalFilter, ApprovalRow};
use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const WAITING: u32 = 200;
const LATELY: u32 = 50;

/// The lists.
#[derive(Debug, Serialize)]
pub struct ApprovalsPage {
    waiting: Vec<Row>,
    lately: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: Uuid,
    kind: &'static str,
    title: String,
    state: &'static str,
    version: i64,
    proposed_by: String,
    proposed_at: DateTime<Utc>,
}

impl Row {
    fn of(row: ApprovalRow, names: &HashMap<Uuid, String>) -> Self {
        Self {
            id: row.id,
            kind: row.kind.as_str(),
            title: row.title,
            state: row.state.as_str(),
            version: row.version,
            proposed_by: names.get(&row.proposed_by).cloned().unwrap_or_default(),
            proposed_at: row.proposed_at,
        }
    }
}

impl Page for ApprovalsPage {
    const TEMPLATE: &'static str = "approvals/list.html";
    const ROOM: Room = Room::Approvals;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |state: &'static str, name: &str| Row {
            id: Uuid::nil(),
            kind: "publish_scheme",
            title: "tokubetsuku-2026 1.1.0".to_owned(),
            state,
            version: 2,
            proposed_by: name.to_owned(),
            proposed_at: DateTime::UNIX_EPOCH,
        };
        let states = kakuzuke_domain::approvals::ApprovalState::ALL;
        vec![
            Self { waiting: Vec::new(), lately: Vec::new() },
            Self {
                waiting: vec![row("waiting", "見本 花子")],
                lately: states.iter().map(|state| row(state.as_str(), "")).collect(),
            },
        ]
    }
}

/// `GET /approvals`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let (account, sight) = (caller.account()?, visible(&caller));
    let waiting = state.store.approvals(&sight, ApprovalFilter::WaitingFor(account), WAITING).await?;
    let lately = state.store.approvals(&sight, ApprovalFilter::All, LATELY).await?;
    let people: Vec<Uuid> = waiting.iter().chain(&lately).map(|row| row.proposed_by).collect();
    let names = state.store.names_of_people(&people).await?;
    let rows = |rows: Vec<ApprovalRow>| rows.into_iter().map(|row| Row::of(row, &names)).collect();
    Ok(Rendered::new(ApprovalsPage { waiting: rows(waiting), lately: rows(lately) }))
}
