//! `/cloud-services`: the services, and how their papers stand.

use axum::extract::State;
use axum::http::Uri;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::view::ServiceView;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::Dated;
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;

/// The list of cloud services.
#[derive(Debug, Serialize)]
pub struct CloudServicesPage {
    as_of: AsOfView,
    dated: DatedLink,
    rows: Vec<ServiceView>,
    can_record: bool,
    first: bool,
    next: Option<Uuid>,
}

/// Where the page before ended.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    cursor: Option<Uuid>,
}

impl Page for CloudServicesPage {
    const TEMPLATE: &'static str = "cloud_services/list.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let as_of = crate::pages::suppliers::samples::as_of("/cloud-services");
        let page = |rows: Vec<ServiceView>| Self {
            dated: as_of.link(),
            as_of: as_of.clone(),
            can_record: !rows.is_empty(),
            rows,
            first: true,
            next: Some(Uuid::nil()),
        };
        vec![page(Vec::new()), page(ServiceView::samples())]
    }
}

/// `GET /cloud-services?valid_on&known_at`
///
/// # Errors
/// When the register cannot be read.
pub async fn get(State(state): State<AppState>, caller: Caller, uri: Uri, dated: Dated<Position>) -> Result<Rendered> {
    let as_of = AsOfView::new(dated.as_of, &uri);
    let mut rows = state.store.cloud_services(dated.query.cursor, ROWS + 1, &dated.as_of).await?;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);

    Ok(Rendered::new(CloudServicesPage {
        dated: as_of.link(),
        can_record: caller.may_record_services(),
        rows: rows.into_iter().map(|row| ServiceView::on(row, dated.as_of.valid_on)).collect(),
        as_of,
        first: dated.query.cursor.is_none(),
        next,
    }))
}
