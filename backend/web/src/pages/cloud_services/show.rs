//! `/cloud-services/{id}`: one service, who answers for what, the contracts that use it, its versions, and the forms to
//! correct or withdraw it.

use axum::extract::State;
use axum::http::Uri;
use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::cloud_services::CloudService;
use kakuzuke_store::{AsOf as Dates, CloudServiceRow, SupplyKind, SupplyVersion};
use serde::Serialize;
use uuid::Uuid;

use super::form;
use super::view::{ServiceView, UseView};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Path};
use crate::pages::actor::{ActorView, People};
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::form::{Answers, Errors};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Contracts shown.
const USES: u32 = 200;

/// One cloud service.
#[derive(Debug, Serialize)]
pub struct CloudServicePage {
    as_of: AsOfView,
    dated: DatedLink,
    service: ServiceView,
    withdrawn: bool,
    uses: Vec<UseView>,
    versions: Vec<Version>,
    can_correct: bool,
    can_withdraw: bool,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
struct Version {
    name: String,
    provider: String,
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    actor: ActorView,
    entry: i64,
}

impl Version {
    fn of(version: &SupplyVersion, people: &People) -> Result<Self> {
        let service: CloudService = version.supply.record.read()?;
        Ok(Self {
            name: service.name,
            provider: service.provider,
            recorded_at: version.supply.recorded_at,
            superseded_at: version.supply.superseded_at,
            reason: version.supply.reason.clone(),
            actor: ActorView::of(&version.actor, people),
            entry: version.supply.entry_seq,
        })
    }
}

impl CloudServicePage {
    /// The page with the recorded content in its form, or with what a person typed.
    ///
    /// # Errors
    /// Not found without such a service at that moment.
    pub async fn find(
        state: &AppState,
        caller: &Caller,
        id: Uuid,
        (as_of, uri): (Dates, &Uri),
        typed: Option<Answers>,
        errors: Errors,
    ) -> Result<Self> {
        let history = state.store.supply_history(SupplyKind::CloudService, id).await?;
        let known = history.iter().find(|version| version.supply.recorded_at <= as_of.known_at);
        let known = &known.ok_or(AppError::NotFound)?.supply;
        let newest = &history.first().ok_or(AppError::NotFound)?.supply;
        let row = CloudServiceRow { id, seq: known.seq, service: known.record.read()?, recorded_at: known.recorded_at };
        let uses = state.store.cloud_uses(Some(id), None, &caller.sees(ResourceKind::Contracts), &as_of, USES).await?;
        let may = |action| caller.may(action, &Resource::new(ResourceKind::CloudServices, Owner::Common));
        let (dates, day) = (AsOfView::new(as_of, uri), as_of.valid_on);
        let actors: Vec<&str> = history.iter().map(|version| version.actor.as_str()).collect();
        let people = People::named(state, caller, &actors).await?;
        Ok(Self {
            dated: dates.link(),
            as_of: dates,
            withdrawn: newest.superseded_at.is_some(),
            service: ServiceView::on(row, day),
            uses: uses.into_iter().map(|row| UseView::on(row, day)).collect(),
            versions: history.iter().map(|version| Version::of(version, &people)).collect::<Result<_>>()?,
            can_correct: may(Action::Correct),
            can_withdraw: may(Action::Withdraw),
            form: match typed {
                Some(typed) => typed,
                None => form::of(&newest.record.read()?, newest.seq),
            },
            errors,
        })
    }
}

impl Page for CloudServicePage {
    const TEMPLATE: &'static str = "cloud_services/show.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let as_of = crate::pages::suppliers::samples::as_of("/cloud-services/1");
        let version = |superseded_at| Version {
            name: "見本クラウド".to_owned(),
            provider: "見本クラウド株式会社".to_owned(),
            recorded_at: DateTime::UNIX_EPOCH,
            superseded_at,
            reason: Some("誤記".to_owned()).filter(|_| superseded_at.is_some()),
            actor: ActorView::of("system", &People::default()),
            entry: 12,
        };
        let page = |(index, service): (usize, ServiceView)| Self {
            dated: as_of.link(),
            as_of: as_of.clone(),
            form: form::of(&service.service, 1),
            service,
            withdrawn: index == 2,
            uses: if index == 1 { UseView::samples() } else { Vec::new() },
            versions: vec![version(None), version(Some(DateTime::UNIX_EPOCH))],
            can_correct: index == 1,
            can_withdraw: index == 1,
            errors: Errors::default(),
        };
        ServiceView::samples().into_iter().enumerate().map(page).collect()
    }
}

/// `GET /cloud-services/{id}?valid_on&known_at`
///
/// # Errors
/// Not found without such a service at that moment.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Rendered> {
    let page = CloudServicePage::find(&state, &caller, id, (as_of, &uri), None, Errors::default()).await?;
    Ok(Rendered::new(page))
}
