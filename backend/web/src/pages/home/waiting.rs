//! `/waiting/{work}`: everything of one kind of work that waits for the person.

use axum::extract::State;
use kakuzuke_domain::waiting::Work;
use serde::Serialize;

use super::blocks::{Block, DAYS, block};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Pieces of one page; who has more does the first ones first.
const ROWS: usize = 200;

/// The list.
#[derive(Debug, Serialize)]
pub struct WaitingPage {
    block: Block,
    days: u32,
}

impl Page for WaitingPage {
    const TEMPLATE: &'static str = "home/waiting.html";
    const ROOM: Room = Room::Home;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        [12, 0].into_iter().flat_map(Block::samples).map(|block| Self { block, days: DAYS }).collect()
    }
}

/// `GET /waiting/{work}`
///
/// # Errors
/// Not found for work of no such kind; forbidden for work of other roles.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(work): Path<String>,
    _: NoQuery,
) -> Result<Rendered> {
    let work = Work::from_word(&work).ok_or(AppError::NotFound)?;
    if !Work::of(caller.actor()).any(|own| own == work) {
        return Err(AppError::Forbidden);
    }
    Ok(Rendered::new(WaitingPage { block: block(&state, &caller, work, ROWS).await?, days: DAYS }))
}
