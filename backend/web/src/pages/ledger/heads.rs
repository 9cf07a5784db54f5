//! `/ledger/heads`: every signed head, newest first.

use axum::extract::State;
use chrono::{DateTime, Utc};
use kakuzuke_store::TreeHead;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::extract::Query;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;

/// Which heads.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<i64>,
}

/// The signed heads.
#[derive(Debug, Serialize)]
pub struct HeadsPage {
    rows: Vec<HeadView>,
    first: bool,
    next: Option<u64>,
}

/// A signed head.
#[derive(Debug, Clone, Serialize)]
pub struct HeadView {
    pub(super) size: u64,
    pub(super) root: String,
    pub(super) signed_at: DateTime<Utc>,
    pub(super) key_id: String,
    pub(super) signature: String,
}

impl From<TreeHead> for HeadView {
    fn from(head: TreeHead) -> Self {
        Self {
            size: head.size,
            root: hex::encode(head.root),
            signed_at: head.signed_at,
            key_id: head.key_id,
            signature: hex::encode(head.signature),
        }
    }
}

#[cfg(test)]
impl HeadView {
    /// A head.
    pub(super) fn sample() -> Self {
        Self {
            size: 12_346,
            root: "cd".repeat(32),
            signed_at: DateTime::UNIX_EPOCH,
            key_id: "0123456789abcdef".to_owned(),
            signature: "ef".repeat(64),
        }
    }
}

impl Page for HeadsPage {
    const TEMPLATE: &'static str = "ledger/heads.html";
    const ROOM: Room = Room::Ledger;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![
            Self { rows: Vec::new(), first: true, next: None },
            Self { rows: vec![HeadView::sample()], first: false, next: Some(12_345) },
        ]
    }
}

/// `GET /ledger/heads`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, Query(position): Query<Position>) -> Result<Rendered> {
    let heads = state.store.ledger_heads(position.cursor, ROWS).await?;
    let last = heads.last().map(|head| head.size);
    Ok(Rendered::new(HeadsPage {
        first: position.cursor.is_none(),
        next: last.filter(|size| *size > 1 && heads.len() == ROWS as usize),
        rows: heads.into_iter().map(HeadView::from).collect(),
    }))
}
