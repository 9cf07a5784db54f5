//! `/ledger/checking`: how anyone can check that the record was not altered.

use axum::extract::State;
use serde::Serialize;

use super::heads::HeadView;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The explanation, with the present head as its example.
#[derive(Debug, Serialize)]
pub struct CheckingPage {
    head: HeadView,
    /// The number of the last entry.
    last: u64,
    /// A size before the present one.
    earlier: u64,
    /// When the head was signed, in microseconds since 1970.
    signed_micros: i64,
}

impl CheckingPage {
    fn of(head: HeadView) -> Self {
        Self {
            last: head.size.saturating_sub(1),
            earlier: (head.size / 2).max(1),
            signed_micros: head.signed_at.timestamp_micros(),
            head,
        }
    }
}

impl Page for CheckingPage {
    const TEMPLATE: &'static str = "ledger/checking.html";
    const ROOM: Room = Room::Ledger;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self::of(HeadView::sample())]
    }
}

/// `GET /ledger/checking`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(CheckingPage::of(state.store.ledger_head().await?.into())))
}
