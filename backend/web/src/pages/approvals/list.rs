//! `/approvals`: what waits for me, and what was proposed lately.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_store::{ApprovalFilter, ApprovalRow};
use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::actor::{ActorView, People};
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
    proposed_by: ActorView,
    proposed_at: DateTime<Utc>,
}

impl Row {
    fn of(row: ApprovalRow, people: &People) -> Self {
        Self {
            id: row.id,
            kind: row.kind.as_str(),
            title: row.title,
            state: row.state.as_str(),
            version: row.version,
            proposed_by: ActorView::person(row.proposed_by, people),
            proposed_at: row.proposed_at,
        }
    }
}

impl Page for ApprovalsPage {
    const TEMPLATE: &'static str = "approvals/list.html";
    const ROOM: Room = Room::Approvals;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let people = People::sample();
        let row = |state: &'static str, person: u128| Row {
            id: Uuid::nil(),
            kind: "publish_scheme",
            title: "tokubetsuku-2026 1.1.0".to_owned(),
            state,
            version: 2,
            proposed_by: ActorView::person(Uuid::from_u128(person), &people),
            proposed_at: DateTime::UNIX_EPOCH,
        };
        let states = kakuzuke_domain::approvals::ApprovalState::ALL;
        vec![
            Self { waiting: Vec::new(), lately: Vec::new() },
            Self {
                waiting: vec![row("waiting", 0)],
                lately: states.iter().map(|state| row(state.as_str(), 1)).collect(),
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
    let proposers: Vec<Uuid> = waiting.iter().chain(&lately).map(|row| row.proposed_by).collect();
    let people = People::find(&state, &caller, &proposers).await?;
    let rows = |rows: Vec<ApprovalRow>| rows.into_iter().map(|row| Row::of(row, &people)).collect();
    Ok(Rendered::new(ApprovalsPage { waiting: rows(waiting), lately: rows(lately) }))
}
