//! `/schemes`: every published scheme, the one in use first.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_domain::schemes::Scheme;
use serde::Serialize;

use crate::caller::Caller;
use crate::error::Result;
use crate::extract::NoQuery;
use crate::pages::approvals::allows;
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The list of schemes.
#[derive(Debug, Serialize)]
pub struct SchemesPage {
    rows: Vec<Row>,
    can_propose: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: String,
    version: String,
    sha256: String,
    title: Words,
    effective_from: NaiveDate,
    in_use: bool,
}

impl Row {
    fn of(scheme: &Scheme, in_use: bool) -> Self {
        Self {
            id: scheme.id.clone(),
            version: scheme.version.clone(),
            sha256: scheme.sha256.clone(),
            title: Words::from(&scheme.title),
            effective_from: scheme.effective_from,
            in_use,
        }
    }
}

impl Page for SchemesPage {
    const TEMPLATE: &'static str = "schemes/list.html";
    const ROOM: Room = Room::Schemes;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let scheme = crate::pages::grades::samples::scheme();
        vec![
            Self { rows: vec![Row::of(&scheme, true), Row::of(&scheme, false)], can_propose: false },
            Self { rows: vec![Row::of(&scheme, true)], can_propose: true },
        ]
    }
}

/// `GET /schemes`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, _: NoQuery) -> Result<Rendered> {
    let in_use = state.services.scheme()?;
    let mut rows = Vec::new();
    for published in state.store.schemes().await? {
        let scheme = published.parse()?;
        rows.push(Row::of(&scheme, scheme.sha256 == in_use.sha256));
    }
    let can_propose = allows(&caller, Action::Propose, ApprovalKind::PublishScheme, None);
    Ok(Rendered::new(SchemesPage { rows, can_propose }))
}
