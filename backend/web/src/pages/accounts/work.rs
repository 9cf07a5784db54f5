//! `/account/work`: what is open in my hands, whether I began it or took it over.

use axum::extract::State;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::people::work::WorkView;
use crate::render::{Page, Rendered};
use crate::state::AppState;

/// The page.
#[derive(Debug, Serialize)]
pub struct OwnWorkPage {
    work: WorkView,
}

impl Page for OwnWorkPage {
    const TEMPLATE: &'static str = "accounts/work.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        WorkView::samples().into_iter().map(|work| Self { work }).collect()
    }
}

/// `GET /account/work`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let account = caller.account()?;
    let work = state.store.open_work(account).await?;
    Ok(Rendered::new(OwnWorkPage { work: WorkView::of(&state, account, work, true).await? }))
}
